package io.securechat.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a place's messages that the user has seen, and what has to wait until the gap before it is closed. */
final class Timeline {
    /** Own messages that can be taken back one after the other. */
    private static final int MAX_OWN = 50;

    final String place;
    private final Deque<String> own = new ArrayDeque<>();
    private String newest = "";
    private String oldest = "";

    /** The server's time of the newest message, or of entering where there was none; null before. */
    private @Nullable Instant reached;

    private @Nullable List<Event> held;
    private boolean overdue;

    Timeline(String place) {
        this.place = place;
    }

    /** From where to fetch what was missed, as CHATHISTORY takes it; empty where nothing of the place was ever seen. */
    String reference() {
        if (newest.isEmpty()) {
            return reached == null ? "" : Times.parameter(reached);
        }
        return "msgid=" + newest;
    }

    /** A time before which everything was seen, or null. */
    @Nullable Instant reached() {
        return reached;
    }

    /** Before what the user has seen nothing, as CHATHISTORY takes it; empty where they have seen nothing at all. */
    String beginning() {
        return oldest.isEmpty() ? "" : "msgid=" + oldest;
    }

    void entered(Instant at) {
        reached = reached == null ? at : reached;
    }

    /** A message was shown, later than all before. */
    void shown(Instant at, Speech speech) {
        if (speech.id().isEmpty()) {
            return;
        }
        newest = speech.id();
        reached = at;
        oldest = oldest.isEmpty() ? newest : oldest;
        if (speech.mine()) {
            own.addLast(speech.id());
            if (own.size() > MAX_OWN) {
                own.removeFirst();
            }
        }
    }

    /** What was said before a message has not been shown, but that has. */
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
