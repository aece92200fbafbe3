package io.securechat.client;

import io.securechat.client.Batches.Batch;
import io.securechat.client.Event.Border;
import io.securechat.client.Event.Utterance;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
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

    /** Rooms and private conversations: all that a user can be in, and all that are fetched on arriving. */
    private static final int MAX_PLACES = Rooms.MAX_ROOMS + 2 * PrivateHistory.MAX_CONVERSATIONS;

    /** Characters of messages that wait, at most; with more, what waits is shown before the gap is closed. */
    private static final int MAX_HELD = 4 << 20;

    /** What an event takes in memory beside its text. */
    private static final int EVENT = 100;

    private final Conversation chat;
    private final Requests requests;
    private final Markers markers;
    private final Consumer<Event> screen;
    private final Recent<Timeline> timelines = new Recent<>(MAX_PLACES, this::showHeld);
    private final PrivateHistory privates;
    private final Seen seen = new Seen();

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
            if (answer.isRefused()) {
                complain(timeline, "what was said before is not known");
            } else if (timeline.isHeld()) {
                showLatest(timeline, answer, way, isFull(answer, count));
            } else {
                showOlder(timeline, answer, way);
                timeline.beginsWith(answer.firstId());
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

    /** Shows messages from before some that the user has seen; false if none of them is new. */
    private boolean showOlder(Timeline timeline, Batch answer, Way way) {
        List<Event> events = fresh(answer, way);
        if (events.isEmpty()) {
            return false;
        }
        divide(timeline, Border.OLDER, chat.now(), events.size(), false);
        events.forEach(event -> seen.show(event).ifPresent(screen));
        divide(timeline, Border.PRESENT, chat.now(), 0, false);
        return true;
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
                if (!answer.isRefused()) {
                    take(from, answer);
                } else if (reached != null && MessageReference.isMessage(from) && !answer.isNone()) {
                    unsure = true; // the server does not know the message any more, but perhaps later ones
                    fetch(MessageReference.of(reached.minusMillis(1)));
                } else {
                    complain(timeline, "what was said meanwhile may be missing");
                    release(timeline);
                }
            });
        }

        private void take(String from, Batch answer) {
            boolean full = isFull(answer, page);
            if (timeline.isHeld()) {
                showMissed(fresh(answer, Way.MISSED), full);
            } else {
                showOlder(timeline, answer, Way.MISSED);
            }
            String next = answer.lastId();
            if (full && !next.isEmpty() && !from.equals(MessageReference.of(next))) {
                fetch(MessageReference.of(next));
                return;
            }
            if (unsure) {
                complain(timeline, "perhaps not all that was said meanwhile is here");
            } else if (found > page) {
                screen.accept(chat.info(found + " messages were missed in " + timeline.place));
            }
            release(timeline);
        }

        private void showMissed(List<Event> events, boolean more) {
            if (found == 0 && events.stream().anyMatch(History::isOfOthers)) {
                divide(timeline, Border.MISSED, chat.now(), messages(events), more);
            }
            found += messages(events);
            events.forEach(event -> show(timeline, event));
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
                    String first = answer.firstId();
                    boolean further = !first.isEmpty() && !beginning.equals(MessageReference.of(first));
                    if (answer.isRefused()) {
                        complain(timeline, "what was said earlier is not known");
                    } else if (showOlder(timeline, answer, Way.PAST)) {
                        timeline.beginsWith(first);
                    } else if (further) { // all of it is known, such as messages that were taken back: goes on from
                        // there
                        timeline.beginsWith(first);
                        older(place, wanted);
                    } else {
                        screen.accept(chat.info("there is nothing older in " + place));
                    }
                });
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
            takenBack(timeline, back.id());
        }
        if (!timeline.isHeld()) {
            show(timeline, event);
            return;
        }
        timeline.hold(event);
        held += size(event);
        if (timeline.isOverdue() || held > MAX_HELD) {
            hurry(timeline);
        }
    }

    /** The answer that live messages of a place wait for is late: they are shown before it. */
    void overdue(Timeline timeline) {
        if (timeline.overdue()) {
            hurry(timeline);
        }
    }

    private void hurry(Timeline timeline) {
        screen.accept(chat.info("the server has not yet sent what was said before in " + timeline.place
                + "; this is what is said now"));
        timeline.skip();
        showHeld(timeline);
    }

    /** Messages of the past that the server sends unasked. */
    void playback(Batch batch) {
        batch.lines().stream()
                .flatMap(line -> chat.past(line, Way.PAST).stream())
                .forEach(this::received);
    }

    private void show(Timeline timeline, Event event) {
        seen.show(event).ifPresent(shown -> {
            screen.accept(shown);
            if (shown instanceof Utterance utterance) {
                timeline.shown(event.at(), utterance.speech());
                if (!timeline.hasGap()) {
                    markers.shown(timeline.place, event.at());
                }
            }
        });
    }

    /** A message has been taken back: it is not shown any more, whether it waits here or comes from the server again. */
    private void takenBack(Timeline timeline, String id) {
        for (Event event : timeline.takenBack(id)) {
            held -= size(event);
        }
        seen.takenBack(id);
    }

    /** What of an answer the user has not seen yet. */
    private List<Event> fresh(Batch answer, Way way) {
        List<Event> events = answer.lines().stream()
                .flatMap(line -> chat.past(line, way).stream())
                .toList();
        for (Event event : events) {
            if (event instanceof Event.TakenBack back) {
                takenBack(timeline(event.where()), back.id());
            }
        }
        return events.stream().filter(event -> !seen.has(event)).toList();
    }

    /** How many of these are messages. */
    private static int messages(List<Event> events) {
        return (int) events.stream().filter(event -> event instanceof Utterance).count();
    }

    /** The gap in a place is closed, or will not be: nothing waits any more. */
    void release(Timeline timeline) {
        timeline.close().ifPresent(until -> markers.shown(timeline.place, until));
        showHeld(timeline);
    }

    private void showHeld(Timeline timeline) {
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

    /** Whether there may be more. Every line counts, also that a message was taken back. */
    private static boolean isFull(Batch answer, int asked) {
        return answer.lines().size() >= asked;
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
