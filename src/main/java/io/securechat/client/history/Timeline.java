package io.securechat.client.history;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.irc.MessageReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of a place that the user has seen, and those held back until the gap before them is closed. */
final class Timeline {
    /** Messages of the user that can be deleted one after the other. */
    private static final int MAX_OWN = 50;

    /** Time after which the user looks up messages from the latest again. */
    private static final Duration BROWSING = Duration.ofMinutes(10);

    final String place;
    private final Deque<String> own = new ArrayDeque<>();

    /** The oldest message that the user has looked up, and when; empty before. */
    private String browsed = "";

    private Instant browsedAt = Instant.EPOCH;

    /** The time of the newest message that the user has seen, or null. */
    private @Nullable Instant displayed;

    /** The newest message up to which everything was shown, or the time of joining; null before. */
    private @Nullable Point complete;

    /** True while messages after {@link #complete} are missing although later ones were shown. */
    private boolean gap;

    /** The newest message that was shown after the gap, or null. */
    private @Nullable Point beyond;

    private @Nullable List<Event> held;
    private boolean overdue;

    /**
     * A message and its time, by the server's clock.
     *
     * @param id empty for the time of joining
     */
    private record Point(String id, Instant at) {}

    Timeline(String place) {
        this.place = place;
    }

    /** The point from which to fetch missed messages, as CHATHISTORY takes it; empty if the user has seen nothing yet. */
    String reference() {
        if (complete == null) {
            return "";
        }
        return complete.id().isEmpty() ? MessageReference.of(complete.at()) : MessageReference.of(complete.id());
    }

    /** The time up to which the user has seen everything, or null. */
    @Nullable Instant reached() {
        return complete == null ? null : complete.at();
    }

    /** The message before which the user goes on to look up, as CHATHISTORY takes it; empty to begin with the latest. */
    String browsed(Instant now) {
        return browsed.isEmpty() || now.isAfter(browsedAt.plus(BROWSING)) ? "" : MessageReference.of(browsed);
    }

    /** The user has looked up messages back to one; empty leaves the former. */
    void browse(String id, Instant now) {
        browsed = id.isEmpty() ? browsed : id;
        browsedAt = now;
    }

    /** The user has seen a message. */
    void displayed(Instant at) {
        displayed = displayed == null || at.isAfter(displayed) ? at : displayed;
    }

    /** The time up to which the user has seen all messages before {@code until}. */
    Optional<Instant> displayedUntil(Instant until) {
        return Optional.ofNullable(displayed).map(seen -> seen.isBefore(until) ? seen : until);
    }

    void entered(Instant at) {
        complete = complete == null ? new Point("", at) : complete;
    }

    /** A message was shown: the next one, or the next one after the gap while nothing is held. */
    void shown(Instant at, Utterance utterance) {
        if (!Seen.isId(utterance.id())) {
            return;
        }
        Point point = new Point(utterance.id(), at);
        if (gap && held == null) {
            beyond = point;
        } else {
            complete = point;
        }
        if (utterance.mine()) {
            browsed = "";
            own.addLast(utterance.id());
            if (own.size() > MAX_OWN) {
                own.removeFirst();
            }
        }
    }

    /** The identifier of the user's last message, or empty. */
    String ownLast() {
        return own.isEmpty() ? "" : own.getLast();
    }

    /** A message was deleted. Returns the held events that are dropped for it. */
    List<Event> deleted(String id) {
        own.remove(id);
        if (held == null) {
            return List.of();
        }
        List<Event> gone = held.stream().filter(event -> isMessage(event, id)).toList();
        held.removeAll(gone);
        return gone;
    }

    private static boolean isMessage(Event event, String id) {
        return event instanceof MessageEvent.Spoken spoken
                && spoken.utterance().id().equals(id);
    }

    /** Messages shown from now on come after missing ones. */
    void skip() {
        gap = true;
    }

    boolean hasGap() {
        return gap;
    }

    /** Closes the gap. Returns the time of the newest message that was shown after it, if there was a gap. */
    Optional<Instant> close() {
        if (!gap) {
            return Optional.empty();
        }
        if (beyond != null && (complete == null || beyond.at().isAfter(complete.at()))) {
            complete = beyond;
        }
        gap = false;
        beyond = null;
        return Optional.ofNullable(complete)
                .filter(point -> !point.id().isEmpty())
                .map(Point::at);
    }

    boolean isHeld() {
        return held != null;
    }

    /** Holds back events until {@link #release}. */
    void hold() {
        held = held == null ? new ArrayList<>() : held;
        overdue = false;
    }

    void hold(Event event) {
        if (held != null) {
            held.add(event);
        }
    }

    /** Held events have waited long enough. Returns whether there are any. */
    boolean overdue() {
        overdue = held != null;
        return held != null && !held.isEmpty();
    }

    /** Returns whether events no longer wait. */
    boolean isOverdue() {
        return overdue;
    }

    /** Returns the held events, and holds none from now on. */
    List<Event> release() {
        List<Event> all = held == null ? List.of() : held;
        held = null;
        overdue = false;
        return all;
    }
}
