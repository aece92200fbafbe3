package io.securechat.client.event;

import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Something about the user's own session with the server. */
public sealed interface SessionEvent extends Event {
    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.session());
    }

    /**
     * The server's welcome.
     *
     * @param server host and port
     * @param again true after a lost connection
     */
    record Connected(Instant at, String server, String nick, boolean again) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.connected(this);
        }
    }

    /**
     * The user's identity on the server, and the security of the connection.
     *
     * @param account empty for a guest
     * @param certificate the user's own
     * @param server host and port
     */
    record Identified(
            Instant at, String nick, String account, X509Certificate certificate, String server, TlsSession tls)
            implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.identified(this);
        }
    }

    /**
     * The connection is lost; the client reconnects.
     *
     * @param seconds until it does
     */
    record Lost(Instant at, String reason, long seconds) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lost(this);
        }
    }

    /**
     * Typed lines go to another room or private conversation from now on.
     *
     * @param from the one before, or empty
     * @param to the new one; its name is empty if typed lines go nowhere
     * @param unread its messages that the user has not seen
     * @param hidden messages of these that are not shown now, but by {@code /history}
     */
    record Switched(Instant at, String from, Place to, int unread, int hidden) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.switched(this);
        }
    }

    /**
     * The rooms and private conversations with something new has changed.
     *
     * @param current the one that typed lines go to, or empty
     * @param unread all others with something new, those with a mention first
     */
    record Activity(Instant at, String current, List<Unread> unread) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.activity(this);
        }
    }

    /**
     * A room or private conversation with something new.
     *
     * @param number the digit that switches to it with Alt, or a larger number
     * @param messages that the user has not seen
     * @param mentions messages of these that name the user; all messages of a private conversation
     */
    record Unread(int number, String name, int messages, int mentions) {}

    /**
     * The user left the chat.
     *
     * @param server host and port
     */
    record Ended(Instant at, String server) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R connected(Connected event);

        R identified(Identified event);

        R lost(Lost event);

        R switched(Switched event);

        R activity(Activity event);

        R ended(Ended event);
    }
}
