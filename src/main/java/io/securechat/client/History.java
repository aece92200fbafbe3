package io.securechat.client;

import io.securechat.client.Batches.Batch;
import io.securechat.client.Event.Border;
import io.securechat.client.Event.Utterance;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was said where, as the user sees it: each message once and in order, whether it comes by itself or has to be fetched
 * because the user was away (IRCv3 chathistory). While something is fetched, what comes of the same place by itself waits.
 */
final class History {
    /** Messages that are asked for at once. */
    static final int PAGE = 100;

    /** Messages that are shown where no number is given. */
    static final int FEW = 20;

    private static final int MAX_PLACES = 500;
    private static final int MAX_SEEN = 10_000;
    private static final int MAX_TAKEN_BACK = 1000;
    private static final int MAX_ID = 100;

    /** Characters of messages that wait at most, so that they cannot take all memory; then the gap before them stays open. */
    private static final int MAX_HELD = 4 << 20;

    /** What an event takes in memory beside its text. */
    private static final int EVENT = 100;

    private final Conversation chat;
    private final Requests requests;
    private final Markers markers;
    private final Consumer<Event> screen;
    private final Recent<Timeline> timelines = new Recent<>(MAX_PLACES, this::release);
    private final PrivateHistory privates;

    /** When messages were said, by their identifiers. */
    private final Recent<Instant> seen = new Recent<>(MAX_SEEN);

    /**
     * Identifiers of messages that were taken back, as an answer that was on its way may still contain them; and whether the user
     * has been told.
     */
    private final Recent<Boolean> takenBack = new Recent<>(MAX_TAKEN_BACK);

    private Features features = Features.NONE;
    private final int screenful;
    private int page = PAGE;
    private int held;
    private boolean again;

    /**
     * Nothing is fetched yet.
     *
     * @param screenful how many messages to show of a room that the user comes into, 0 for none
     */
    History(Conversation chat, Requests requests, Markers markers, int screenful, Consumer<Event> screen) {
        this.chat = chat;
        this.requests = requests;
        this.markers = markers;
        this.screenful = screenful;
        this.screen = screen;
        this.privates = new PrivateHistory(this, requests, markers);
    }

    /** The server has welcomed the user. */
    void connected(Features offered, boolean account) {
        features = offered;
        page = PAGE;
        markers.enable(account && features.markers());
        if (features.history() && account && (screenful > 0 || again)) {
            privates.fetch(chat.now(), features.markers());
        } else if (!chat.rooms().isEmpty() && !features.history()) {
            screen.accept(chat.warned(
                    "what was said while the connection was lost is missing here", "this server keeps no history"));
        }
        again = true;
    }

    /** The server tells how much it sends at once. */
    void limit(int messages) {
        page = messages > 0 ? Math.min(messages, PAGE) : PAGE;
    }

    /** The connection is lost. What waited is fetched with all else when there is one again. */
    void lost() {
        features = Features.NONE;
        timelines.values().forEach(Timeline::release);
        held = 0;
        privates.lost();
    }

    /** The user has come into a room: fetches what they have missed there. */
    void entered(String room, Instant at) {
        Timeline timeline = timeline(room);
        String reference = timeline.reference();
        timeline.entered(at);
        if (!features.history() || (reference.isEmpty() && screenful == 0)) {
            return;
        }
        timeline.hold();
        if (reference.isEmpty()) {
            latest(timeline, Way.PAST);
        } else {
            new Gap(timeline).fetch(reference);
        }
    }

    /** Fetches the last screenful of a place. */
    void latest(Timeline timeline, Way way) {
        int count = Math.min(screenful > 0 ? screenful : FEW, page);
        ask(timeline, "LATEST", "*", count, answer -> {
            if (isRefused(answer)) {
                complain(timeline, "what was said before is not known");
            } else if (!timeline.isHeld()) {
                showLate(timeline, answer, way);
                timeline.beginsWith(firstId(answer));
            } else {
                showLatest(timeline, answer, way, isFull(answer, count));
            }
            release(timeline);
        });
    }

    /** Shows the end of a place, with a line above what is newer than its marker. */
    private void showLatest(Timeline timeline, Batch answer, Way way, boolean full) {
        List<Event> events = fresh(answer, way);
        Instant marker = markers.of(timeline.place).orElse(null);
        boolean divided = way == Way.MISSED;
        if (divided && messages(events) > 0) {
            divide(timeline, Border.MISSED, chat.now(), messages(events), full);
        }
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (!divided && marker != null && isOfOthers(event) && event.at().isAfter(marker)) {
                divide(timeline, Border.UNREAD, marker, 0, i == 0 && full);
                divided = true;
            }
            show(timeline, divided && event instanceof Utterance utterance ? utterance.as(Way.MISSED) : event);
        }
    }

    /** Shows what comes when the user has already seen what was said after it. */
    private void showLate(Timeline timeline, Batch answer, Way way) {
        List<Event> events = fresh(answer, way);
        if (!events.isEmpty()) {
            divide(timeline, Border.OLDER, chat.now(), events.size(), false);
            events.forEach(this::showOld);
            divide(timeline, Border.PRESENT, chat.now(), 0, false);
        }
    }

    /** A gap in what the user has seen of a place, and the way to close it: page by page. */
    private final class Gap {
        private final Timeline timeline;
        private int found;
        private boolean unsure;

        Gap(Timeline timeline) {
            this.timeline = timeline;
        }

        void fetch(String from) {
            ask(timeline, "AFTER", from, page, answer -> {
                Instant reached = timeline.reached();
                if (!isRefused(answer)) {
                    take(from, answer);
                } else if (reached != null && from.startsWith("msgid=") && !answer.isNone()) {
                    unsure = true; // the server does not know the message any more, but perhaps later ones
                    fetch(Times.parameter(reached.minusMillis(1)));
                } else {
                    complain(timeline, "what was said meanwhile may be missing");
                    release(timeline);
                }
            });
        }

        private void take(String from, Batch answer) {
            boolean full = isFull(answer, page);
            List<Event> events = List.of();
            if (timeline.isHeld()) {
                events = fresh(answer, Way.MISSED);
            } else {
                showLate(timeline, answer, Way.MISSED);
            }
            if (found == 0 && events.stream().anyMatch(History::isOfOthers)) {
                divide(timeline, Border.MISSED, chat.now(), messages(events), full);
            }
            found += messages(events);
            events.forEach(event -> show(timeline, event));
            String next = "msgid=" + lastId(answer);
            if (full && !next.equals("msgid=") && !next.equals(from)) {
                fetch(next);
                return;
            }
            if (unsure) {
                complain(timeline, "perhaps not all that was said meanwhile is here");
            } else if (found > page) {
                screen.accept(chat.info(found + " messages were missed in " + timeline.place));
            }
            release(timeline);
        }
    }

    /** Fetches what was said after a time or a message, and then lets go what waits. */
    void fill(Timeline timeline, String from) {
        new Gap(timeline).fetch(from);
    }

    /** Shows some messages of a place from before those that the user has seen. */
    void older(String place, int wanted) {
        if (!features.history()) {
            screen.accept(chat.failed("this server does not tell what was said earlier", ""));
            return;
        }
        Timeline timeline = timeline(place);
        String beginning = timeline.beginning();
        ask(
                timeline,
                beginning.isEmpty() ? "LATEST" : "BEFORE",
                beginning.isEmpty() ? "*" : beginning,
                Math.min(wanted, page),
                answer -> {
                    List<Event> events = fresh(answer, Way.PAST);
                    if (isRefused(answer)) {
                        complain(timeline, "what was said earlier is not known");
                    } else if (events.isEmpty()) {
                        screen.accept(chat.info("there is nothing older in " + place));
                    } else {
                        divide(timeline, Border.OLDER, chat.now(), events.size(), false);
                        events.forEach(this::showOld);
                        divide(timeline, Border.PRESENT, chat.now(), 0, false);
                        timeline.beginsWith(firstId(answer));
                    }
                });
    }

    private void showOld(Event event) {
        if (remember(event)) {
            screen.accept(dated(event));
        }
    }

    /** Takes back the user's own last message in a place. */
    void takeBack(String place) {
        Timeline timeline = timeline(place);
        if (!features.redaction()) {
            screen.accept(chat.failed("this server takes nothing back", ""));
        } else if (timeline.ownLast().isEmpty()) {
            screen.accept(chat.failed("there is no message of yours in " + place + " to take back", ""));
        } else {
            requests.ask(
                    Message.of("REDACT", place, timeline.ownLast()),
                    answer -> answer.lines().stream()
                            .flatMap(line -> chat.received(line).stream())
                            .forEach(this::received));
        }
    }

    /** Something happens now: shows it, unless it has to wait, or is known already. */
    void received(Event event) {
        if (event.where().isEmpty()) {
            screen.accept(event);
            return;
        }
        Timeline timeline = timeline(event.where());
        if (event instanceof Event.TakenBack back) {
            forget(timeline, back.id());
        }
        if (!timeline.isHeld()) {
            show(timeline, event);
            return;
        }
        timeline.hold(event);
        held += size(event);
        if (timeline.isOverdue()) {
            hurry(timeline);
        } else if (held > MAX_HELD) {
            complain(timeline, "what was said meanwhile may be missing");
            release(timeline);
        }
    }

    /** The server does not answer in time what waits for it in a place: what is said there now is shown before. */
    void overdue(Timeline timeline) {
        if (timeline.overdue()) {
            hurry(timeline);
        }
    }

    private void hurry(Timeline timeline) {
        screen.accept(chat.info("the server has not yet sent what was said before in " + timeline.place
                + "; this is what is said now"));
        release(timeline);
    }

    /** Messages of the past that the server sends unasked. */
    void playback(Batch batch) {
        batch.lines().stream()
                .flatMap(line -> chat.past(line, Way.PAST).stream())
                .forEach(this::received);
    }

    private void show(Timeline timeline, Event event) {
        if (!remember(event)) {
            return;
        }
        screen.accept(dated(event));
        if (event instanceof Utterance utterance) {
            timeline.shown(event.at(), utterance.speech());
            markers.shown(timeline.place, event.at());
        }
    }

    /** The same, with the time of the message where it was taken back. */
    private Event dated(Event event) {
        return event instanceof Event.TakenBack back ? back.of(seen.get(back.id())) : event;
    }

    /** A message has been taken back: it is shown no more, whether it waits here or comes from the server again. */
    private void forget(Timeline timeline, String id) {
        for (Event event : timeline.takenBack(id)) {
            held -= size(event);
        }
        if (isKept(id)) {
            takenBack.putIfAbsent(id, false);
        }
    }

    /** Remembers an event; whether the user is to see it: each message once while it exists, and once that it was taken back. */
    private boolean remember(Event event) {
        String id = id(event);
        if (!isKept(id)) {
            return true;
        }
        return event instanceof Utterance
                ? !takenBack.containsKey(id) && seen.put(id, event.at()) == null
                : !Boolean.TRUE.equals(takenBack.put(id, true));
    }

    /** The identifier of the message that an event is about, or empty. */
    private static String id(Event event) {
        if (event instanceof Utterance utterance) {
            return utterance.speech().id();
        }
        return event instanceof Event.TakenBack back ? back.id() : "";
    }

    private static boolean isKept(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID;
    }

    /** What of an answer the user has not seen yet. */
    private List<Event> fresh(Batch answer, Way way) {
        List<Event> events = answer.lines().stream()
                .flatMap(line -> chat.past(line, way).stream())
                .toList();
        events.stream()
                .filter(event -> event instanceof Event.TakenBack)
                .forEach(event -> forget(timeline(event.where()), ((Event.TakenBack) event).id()));
        return events.stream().filter(event -> !isKnown(event)).toList();
    }

    private boolean isKnown(Event event) {
        String id = id(event);
        return event instanceof Utterance
                ? seen.containsKey(id) || takenBack.containsKey(id)
                : Boolean.TRUE.equals(takenBack.get(id));
    }

    /** How many of these are messages. */
    private static int messages(List<Event> events) {
        return (int) events.stream().filter(event -> event instanceof Utterance).count();
    }

    /** Lets go what waits, for the gap before it is closed. */
    void release(Timeline timeline) {
        for (Event event : timeline.release()) {
            held -= size(event);
            show(timeline, event);
        }
    }

    Timeline timeline(String place) {
        Timeline known = timelines.get(Names.fold(place));
        if (known == null) {
            known = new Timeline(place);
            timelines.put(Names.fold(place), known);
            privates.appeared(known);
        }
        return known;
    }

    /** All places that are no rooms. */
    List<Timeline> privateTimelines() {
        return timelines.values().stream()
                .filter(timeline -> !Names.isChannelLike(timeline.place))
                .toList();
    }

    private void ask(Timeline timeline, String which, String from, int count, Consumer<Batch> answer) {
        requests.ask(
                Message.of("CHATHISTORY", which, timeline.place, from, Integer.toString(count)),
                answer,
                () -> overdue(timeline));
    }

    void complain(Timeline timeline, String what) {
        screen.accept(chat.warned(what, "in " + timeline.place));
    }

    private void divide(Timeline timeline, Border border, Instant since, int count, boolean more) {
        screen.accept(new Event.Divider(chat.now(), chat.place(timeline.place), border, since, count, more));
    }

    static boolean isRefused(Batch answer) {
        return answer.isNone()
                || answer.lines().stream()
                        .anyMatch(line ->
                                line.command().equals("FAIL") || line.command().startsWith("4"));
    }

    /** Whether there may be more: what takes messages back counts, too, as it may have counted for the server. */
    private static boolean isFull(Batch answer, int asked) {
        return answer.lines().size() >= asked;
    }

    private static String firstId(Batch answer) {
        return answer.lines().stream()
                .map(line -> line.tags().getOrDefault("msgid", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String lastId(Batch answer) {
        List<Message> lines = answer.lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).tags().getOrDefault("msgid", "");
    }

    private static boolean isOfOthers(Event event) {
        return event instanceof Utterance utterance && !utterance.speech().mine();
    }

    private static int size(Event event) {
        return EVENT
                + (event instanceof Utterance utterance
                        ? utterance.speech().text().length()
                        : 0);
    }
}
