package io.securechat.client;

import io.securechat.irc.MessageReference;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a place's messages that the user has seen, and what has to wait until the gap before it is closed. */
final class Timeline {
    /** Own messages that can be taken back one after the other. */
    private static final int MAX_OWN = 50;

    final String place;
    private final Deque<String> own = new ArrayDeque<>();
    private String oldest = "";

    /** The newest message up to which everything was shown, or the moment of entering; null before. */
    private @Nullable Point complete;

    /** Whether messages behind {@link #complete} are still to come, while later ones are shown already. */
    private boolean gap;

    /** The newest message that was shown behind the gap, if there is one. */
    private @Nullable Point beyond;

    private @Nullable List<Event> held;
    private boolean overdue;

    /**
     * A message, and the server's time of it.
     *
     * @param id empty for the moment of entering
     */
    private record Point(String id, Instant at) {}

    Timeline(String place) {
        this.place = place;
    }

    /** From where to fetch what was missed, as CHATHISTORY takes it; empty where nothing of the place was ever seen. */
    String reference() {
        if (complete == null) {
            return "";
        }
        return complete.id().isEmpty() ? MessageReference.of(complete.at()) : MessageReference.of(complete.id());
    }

    /** A time before which everything was seen, or null. */
    @Nullable Instant reached() {
        return complete == null ? null : complete.at();
    }

    /** Before what the user has seen nothing, as CHATHISTORY takes it; empty where they have seen nothing at all. */
    String beginning() {
        return oldest.isEmpty() ? "" : MessageReference.of(oldest);
    }

    void entered(Instant at) {
        complete = complete == null ? new Point("", at) : complete;
    }

    /** A message was shown: the next one, or while nothing is held the next one behind the gap. */
    void shown(Instant at, Speech speech) {
        if (!Seen.isId(speech.id())) {
            return;
        }
        Point point = new Point(speech.id(), at);
        if (gap && held == null) {
            beyond = point;
        } else {
            complete = point;
        }
        oldest = oldest.isEmpty() ? speech.id() : oldest;
        if (speech.mine()) {
            own.addLast(speech.id());
            if (own.size() > MAX_OWN) {
                own.removeFirst();
            }
        }
    }

    /** The earliest message that was shown is this one; empty if there is none. */
    void beginsWith(String id) {
        oldest = id.isEmpty() ? oldest : id;
    }

    /** The user's own last message, or empty. */
    String ownLast() {
        return own.isEmpty() ? "" : own.getLast();
    }

    /** A message has been taken back: where it still waits it will not be shown. Returns what waits no more. */
    List<Event> takenBack(String id) {
        own.remove(id);
        if (held == null) {
            return List.of();
        }
        List<Event> gone = held.stream().filter(event -> isMessage(event, id)).toList();
        held.removeAll(gone);
        return gone;
    }

    private static boolean isMessage(Event event, String id) {
        return event instanceof Event.Utterance utterance
                && utterance.speech().id().equals(id);
    }

    /** What is shown from now on comes after messages that are still missing. */
    void skip() {
        gap = true;
    }

    boolean hasGap() {
        return gap;
    }

    /** Nothing is missing any more. Returns the time of the newest message that was shown, if there was a gap before it. */
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

    /** From now on nothing is to be shown until {@link #release}. */
    void hold() {
        held = held == null ? new ArrayList<>() : held;
        overdue = false;
    }

    void hold(Event event) {
        if (held != null) {
            held.add(event);
        }
    }

    /** What is held has waited for long enough; whether there is anything. */
    boolean overdue() {
        overdue = held != null;
        return held != null && !held.isEmpty();
    }

    /** Whether the next event is not to wait any more. */
    boolean isOverdue() {
        return overdue;
    }

    /** What has been held, which is held no more. */
    List<Event> release() {
        List<Event> all = held == null ? List.of() : held;
        held = null;
        overdue = false;
        return all;
    }
}
