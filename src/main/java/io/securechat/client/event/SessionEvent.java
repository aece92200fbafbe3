package io.securechat.client.event;

import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Instant;

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

        R ended(Ended event);
    }
}
