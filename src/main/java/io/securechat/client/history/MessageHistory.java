package io.securechat.client.history;

import io.securechat.client.connection.Features;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Border;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches messages that the user has not seen (IRCv3 chathistory): those missed during a break, the latest of a room they join,
 * and older ones on request. Live messages of the same place wait in the meantime.
 */
public final class MessageHistory {
    /** Messages per request. */
    static final int PAGE = 100;

    private static final String LIMIT = "CHATHISTORY=";

    /** Messages to show where the user gives no number. */
    public static final int DEFAULT_COUNT = 20;

    private final Conversation chat;
    private final Requests requests;
    private final ReadMarkers markers;
    private final Consumer<Event> screen;
    private final Timelines timelines;
    private final PrivateHistory conversations;
    private final int screenful;
    private final boolean missed;
    private final Optional<Instant> since;
    private Features features = Features.NONE;
    private int page = PAGE;
    private boolean again;

    /** The time of the last live event. */
    private Instant heard = Instant.MAX;

    /**
     * Fetches nothing yet.
     *
     * @param screenful messages to show of a room that the user joins, 0 for none
     */
    public MessageHistory(
            Conversation chat, Requests requests, ReadMarkers markers, int screenful, Consumer<Event> screen) {
        this(chat, requests, markers, screenful, screenful > 0, Optional.empty(), screen);
    }

    /**
     * Fetches nothing yet.
     *
     * @param missed true to show private messages that arrived while the user was away
     * @param since the time from which to show all messages, instead of a screenful
     */
    public MessageHistory(
            Conversation chat,
            Requests requests,
            ReadMarkers markers,
            int screenful,
            boolean missed,
            Optional<Instant> since,
            Consumer<Event> screen) {
        this.missed = missed;
        this.since = since;
        this.chat = chat;
        this.requests = requests;
        this.markers = markers;
        this.screenful = screenful;
        this.screen = screen;
        this.timelines = new Timelines(chat, markers, screen, this::created);
        this.conversations = new PrivateHistory(this, timelines, requests, markers);
    }

    private void created(Timeline timeline) {
        conversations.created(timeline);
    }

    /** The server has welcomed the user. */
    public void connected(Features offered, boolean account) {
        features = offered;
        page = PAGE;
        markers.enable(account && features.markers());
        if (features.history() && account && (missed || again)) {
            conversations.fetch(chat.now(), since, heard, features.markers());
        } else if (!chat.rooms().isEmpty() && !features.history()) {
            screen.accept(chat.warned(
                    "messages sent while you were disconnected are missing", "this server keeps no history"));
        }
        again = true;
    }

    /** Takes a token of RPL_ISUPPORT, which may limit the messages per request. */
    public void support(String token) {
        if (token.startsWith(LIMIT) && token.substring(LIMIT.length()).matches("\\d{1,6}")) {
            int messages = Integer.parseInt(token.substring(LIMIT.length()));
            page = messages > 0 ? Math.min(messages, PAGE) : PAGE;
        }
    }

    /** Messages per request, at most. */
    int page() {
        return page;
    }

    /** Returns whether messages of the past are still to come. */
    public boolean isFetching() {
        return conversations.isFetching() || timelines.isHolding();
    }

    public void connectionLost() {
        features = Features.NONE;
        timelines.connectionLost();
        conversations.connectionLost();
    }

    /** Takes a live event. */
    public void received(Event event) {
        heard = event.at();
        timelines.received(event);
    }

    /** Takes messages of the past that the server sends unasked. */
    public void playback(Batch batch) {
        batch.lines().stream()
                .flatMap(line -> chat.past(line, Origin.PAST).stream())
                .forEach(timelines::received);
    }

    /** The user has joined a room: fetches what they missed there. */
    public void entered(String room, Instant at) {
        Timeline timeline = timelines.get(room);
        String reference = timeline.reference();
        timeline.entered(at);
        if (!features.history() || (reference.isEmpty() && screenful == 0 && since.isEmpty())) {
            return;
        }
        timeline.hold();
        if (!reference.isEmpty()) {
            fill(timeline, reference);
        } else if (since.isPresent()) {
            fill(timeline, MessageReference.of(since.get()), Origin.PAST);
        } else {
            latest(timeline, Origin.PAST);
        }
    }

    /** Fetches the last screenful of a place. */
    void latest(Timeline timeline, Origin origin) {
        int count = Math.min(screenful > 0 ? screenful : DEFAULT_COUNT, page);
        ask(timeline, "LATEST", "*", count, answer -> {
            if (answer.isRefused()) {
                timelines.warn(timeline, "earlier messages are not available");
            } else if (timeline.isHeld()) {
                showLatest(timeline, answer, origin, isFull(answer, count));
            } else {
                timelines.showOlder(timeline, answer, origin);
            }
            timelines.release(timeline);
        });
    }

    /** Shows the last messages of a place, with a line above those that are newer than its marker. */
    private void showLatest(Timeline timeline, Batch answer, Origin origin, boolean full) {
        List<Event> events = timelines.unseen(answer, origin);
        Instant marker = markers.of(timeline.place).orElse(null);
        boolean divided = origin == Origin.MISSED;
        if (divided && messages(events) > 0) {
            timelines.divide(timeline, Border.MISSED, chat.now(), messages(events), full);
        }
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (!divided && marker != null && isOfOthers(event) && event.at().isAfter(marker)) {
                timelines.divide(timeline, Border.UNREAD, marker, 0, i == 0 && full);
                divided = true;
            }
            timelines.show(
                    timeline, divided && event instanceof Spoken spoken ? spoken.withOrigin(Origin.MISSED) : event);
        }
    }

    /** Fetches everything after a time or a message, then releases what waits. */
    void fill(Timeline timeline, String from) {
        fill(timeline, from, Origin.MISSED);
    }

    void fill(Timeline timeline, String from, Origin origin) {
        new Gap(this, chat, timelines, timeline, origin, screen).fetch(from);
    }

    /** Shows the last messages of a place, and each further time those before. */
    public void older(String place, int wanted) {
        if (!features.history()) {
            screen.accept(chat.failed("this server keeps no history", ""));
            return;
        }
        Timeline timeline = timelines.get(place);
        String from = timeline.browsed(chat.now());
        ask(
                timeline,
                from.isEmpty() ? "LATEST" : "BEFORE",
                from.isEmpty() ? "*" : from,
                Math.min(wanted, page),
                answer -> {
                    String first = answer.firstId();
                    boolean further = !first.isEmpty() && !from.equals(MessageReference.of(first));
                    if (answer.isRefused()) {
                        timelines.warn(timeline, "older messages are not available");
                    } else if (timelines.showAgain(timeline, answer, from.isEmpty() ? Border.LATEST : Border.OLDER)) {
                        timeline.browse(first, chat.now());
                    } else if (further) { // no messages, but deletions: continues before them
                        timeline.browse(first, chat.now());
                        older(place, wanted);
                    } else {
                        screen.accept(chat.info("there are no older messages in " + place));
                    }
                });
    }

    /** The user has seen a message of a place. */
    public void displayed(String place, Instant at) {
        timelines.displayed(place, at);
    }

    /** Deletes the user's last message in a place (IRCv3 message-redaction). */
    public void deleteLast(String place) {
        String last = timelines.get(place).ownLast();
        if (!features.redaction()) {
            screen.accept(chat.failed("this server cannot delete messages", ""));
        } else if (last.isEmpty()) {
            screen.accept(chat.failed("you have no message in " + place + " to delete", ""));
        } else {
            requests.ask(
                    Message.of("REDACT", place, last),
                    answer -> answer.lines().stream()
                            .flatMap(line -> chat.received(line).stream())
                            .forEach(timelines::received));
        }
    }

    void ask(Timeline timeline, String which, String from, int count, Consumer<Batch> answer) {
        requests.ask(
                Message.of("CHATHISTORY", which, timeline.place, from, Integer.toString(count)),
                answer,
                () -> timelines.overdue(timeline));
    }

    static int messages(List<Event> events) {
        return (int) events.stream().filter(event -> event instanceof Spoken).count();
    }

    /** Returns whether there may be more. Every line counts, deletions too. */
    static boolean isFull(Batch answer, int asked) {
        return answer.lines().size() >= asked;
    }

    static boolean isOfOthers(Event event) {
        return event instanceof Spoken spoken && !spoken.utterance().mine();
    }
}
