package io.securechat.client.window;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.MessageEvent.Said;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.SessionEvent.Unread;
import io.securechat.client.event.Utterance.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open room or private conversation, and what waits there for the user. */
final class Window {
    /** Characters of held events, besides the limit on their number. */
    private static final int MAX_HELD = 64 << 10;

    final int number;
    private final Deque<Event> held = new ArrayDeque<>();
    private String name;
    private int heldSize;
    private int unread;
    private int mentions;
    private int dropped;
    private boolean verified;
    private @Nullable Instant latest;

    Window(int number, String name) {
        this.number = number;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The other one of a conversation has written. */
    void heard(boolean isVerified) {
        verified = isVerified;
    }

    /** Returns whether the server vouched for the name of the other one when they last wrote. */
    boolean isVerified() {
        return verified;
    }

    void rename(String renamed) {
        name = renamed;
    }

    /**
     * Holds back an event until the user looks.
     *
     * @param screenful events to keep; of more, the oldest are dropped
     * @param muted true to count only mentions
     * @return true if it is new and calls for the user
     */
    boolean hold(Event event, int screenful, boolean muted) {
        held.addLast(event);
        heldSize += size(event);
        while (held.size() > screenful || (heldSize > MAX_HELD && held.size() > 1)) {
            Event old = held.removeFirst();
            heldSize -= size(old);
            dropped += isNews(old) ? 1 : 0;
        }
        boolean calls = event instanceof Said said ? said.mention() : !muted;
        if (!isNews(event) || (muted && !calls)) {
            return false;
        }
        unread++;
        latest = event.at();
        mentions += calls ? 1 : 0;
        return calls;
    }

    /** A message was deleted: it is not shown later. */
    void deleted(String id) {
        held.removeIf(event -> {
            boolean gone = event instanceof Spoken spoken
                    && !id.isEmpty()
                    && spoken.utterance().id().equals(id);
            if (gone) {
                heldSize -= size(event);
                count(event, -1);
            }
            return gone;
        });
    }

    private void count(Event event, int by) {
        if (isNews(event)) {
            unread = Math.max(0, unread + by);
            mentions = !(event instanceof Said said) || said.mention() ? Math.max(0, mentions + by) : mentions;
        }
    }

    /** The user has read everything up to a time on another device. */
    void readUpTo(Instant time) {
        if (latest != null && !latest.isAfter(time)) {
            clear();
        }
    }

    private void clear() {
        held.clear();
        heldSize = 0;
        unread = 0;
        mentions = 0;
        dropped = 0;
        latest = null;
    }

    /** Returns what was held back, and holds nothing any more. */
    List<Event> take() {
        List<Event> all = new ArrayList<>(held);
        clear();
        return all;
    }

    boolean hasNews() {
        return unread > 0;
    }

    boolean callsUser() {
        return mentions > 0;
    }

    int unread() {
        return unread;
    }

    /** The number of messages that the user has not seen and that are no longer held. */
    int dropped() {
        return dropped;
    }

    Unread status() {
        return new Unread(number, name, unread, mentions);
    }

    /** Returns whether an event is a message of somebody else that the user has not read. */
    private static boolean isNews(Event event) {
        if (!(event instanceof Spoken spoken) || spoken.utterance().mine()) {
            return false;
        }
        Origin origin = spoken.utterance().origin();
        return origin == Origin.LIVE || origin == Origin.MISSED;
    }

    private static int size(Event event) {
        return event instanceof MessageEvent.Spoken spoken
                ? spoken.utterance().text().length()
                : 0;
    }
}
