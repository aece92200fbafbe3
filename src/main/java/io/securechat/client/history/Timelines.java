package io.securechat.client.history;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.Rooms;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent.Border;
import io.securechat.client.event.MessageEvent.Deleted;
import io.securechat.client.event.MessageEvent.Divider;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The {@link Timeline} of each place: shows each message once and in order, and holds back those that must wait. */
final class Timelines {
    /** Rooms and private conversations: all that a user can be in, and all that are fetched after connecting. */
    private static final int MAX_PLACES = Rooms.MAX_ROOMS + 2 * PrivateHistory.MAX_CONVERSATIONS;

    /** Characters of held messages; with more, they are shown before the gap is closed. */
    private static final int MAX_HELD = 4 << 20;

    /** Memory of an event besides its text, in characters. */
    private static final int OVERHEAD = 100;

    private final Conversation chat;
    private final ReadMarkers markers;
    private final Consumer<Event> screen;
    private final Consumer<Timeline> created;
    private final LruMap<Timeline> timelines = new LruMap<>(MAX_PLACES, this::showHeld);
    private final Seen seen = new Seen();
    private int held;

    /** @param created receives each new timeline */
    Timelines(Conversation chat, ReadMarkers markers, Consumer<Event> screen, Consumer<Timeline> created) {
        this.chat = chat;
        this.markers = markers;
        this.screen = screen;
        this.created = created;
    }

    Timeline get(String place) {
        Timeline known = timelines.get(Names.fold(place));
        if (known == null) {
            known = new Timeline(place);
            timelines.put(Names.fold(place), known);
            created.accept(known);
        }
        return known;
    }

    /** Returns the timelines of private conversations. */
    List<Timeline> ofConversations() {
        return timelines.values().stream()
                .filter(timeline -> !Names.isChannelLike(timeline.place))
                .toList();
    }

    /** Returns whether a place waits for messages of the past. */
    boolean isHolding() {
        return timelines.values().stream().anyMatch(Timeline::isHeld);
    }

    /** Drops held events; they are fetched again with the next connection. */
    void connectionLost() {
        timelines.values().forEach(Timeline::release);
        held = 0;
    }

    /** Takes a live event: shows it, holds it, or drops it as known. */
    void received(Event event) {
        if (event.where().isEmpty()) {
            screen.accept(event);
            return;
        }
        Timeline timeline = get(event.where());
        if (event instanceof Deleted deletion) {
            deleted(timeline, deletion.id());
        }
        if (!timeline.isHeld()) {
            show(timeline, event);
            return;
        }
        timeline.hold(event);
        held += size(event);
        if (timeline.isOverdue() || held > MAX_HELD) {
            showEarly(timeline);
        }
    }

    /** The answer that held events of a place wait for is late: shows them before it. */
    void overdue(Timeline timeline) {
        if (timeline.overdue()) {
            showEarly(timeline);
        }
    }

    private void showEarly(Timeline timeline) {
        screen.accept(chat.info(
                "the server has not sent the earlier messages of " + timeline.place + " yet; these are the new ones"));
        timeline.skip();
        showHeld(timeline);
    }

    /** The gap in a place is closed, or will not be: shows what was held. */
    void release(Timeline timeline) {
        timeline.close().flatMap(timeline::displayedUntil).ifPresent(until -> markers.shown(timeline.place, until));
        showHeld(timeline);
    }

    private void showHeld(Timeline timeline) {
        for (Event event : timeline.release()) {
            held -= size(event);
            show(timeline, event);
        }
    }

    /** Shows the next event of a place, unless it is known. */
    void show(Timeline timeline, Event event) {
        seen.show(event).ifPresent(shown -> {
            screen.accept(shown);
            if (shown instanceof Spoken spoken) {
                timeline.shown(event.at(), spoken.utterance());
            }
        });
    }

    /** Shows events from before those that the user has seen; false if none of them is new. */
    boolean showOlder(Timeline timeline, Batch answer, Origin origin) {
        List<Event> events = unseen(answer, origin);
        if (events.isEmpty()) {
            return false;
        }
        divide(timeline, Border.OLDER, chat.now(), events.size(), false);
        events.forEach(event -> seen.show(event).ifPresent(screen));
        divide(timeline, Border.PRESENT, chat.now(), 0, false);
        return true;
    }

    /** Shows events again, whether the user has seen them or not; false if there are none. */
    boolean showAgain(Timeline timeline, Batch answer, Border border) {
        List<Event> events = events(answer, Origin.PAST).stream()
                .filter(event -> !seen.isGone(event))
                .toList();
        if (events.isEmpty()) {
            return false;
        }
        divide(timeline, border, chat.now(), events.size(), false);
        events.forEach(event -> screen.accept(seen.show(event).orElse(event)));
        divide(timeline, Border.PRESENT, chat.now(), 0, false);
        return true;
    }

    /** The user has seen a message of a place. */
    void displayed(String place, Instant at) {
        Timeline timeline = timelines.get(Names.fold(place));
        if (timeline != null) {
            timeline.displayed(at);
            if (!timeline.hasGap()) {
                markers.shown(timeline.place, at);
            }
        }
    }

    private List<Event> events(Batch answer, Origin origin) {
        List<Event> events = answer.lines().stream()
                .flatMap(line -> chat.past(line, origin).stream())
                .toList();
        for (Event event : events) {
            if (event instanceof Deleted deletion) {
                deleted(get(event.where()), deletion.id());
            }
        }
        return events;
    }

    /** Returns the events of an answer that the user has not seen. */
    List<Event> unseen(Batch answer, Origin origin) {
        return events(answer, origin).stream().filter(event -> !seen.has(event)).toList();
    }

    /** A message was deleted: drops it where it is held, and where the server sends it again. */
    private void deleted(Timeline timeline, String id) {
        for (Event event : timeline.deleted(id)) {
            held -= size(event);
        }
        seen.deleted(id);
    }

    void divide(Timeline timeline, Border border, Instant since, int count, boolean more) {
        Place place = chat.place(timeline.place);
        screen.accept(new Divider(chat.now(), place, border, since, count, more));
    }

    void warn(Timeline timeline, String text) {
        screen.accept(chat.warned(text, "in " + timeline.place));
    }

    private static int size(Event event) {
        return OVERHEAD
                + (event instanceof Spoken spoken ? spoken.utterance().text().length() : 0);
    }
}
