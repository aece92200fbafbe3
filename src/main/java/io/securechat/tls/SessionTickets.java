package io.securechat.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import javax.net.ssl.SSLEngine;

/** Disables TLS session resumption: a client that resumes a session is accepted without a check of its certificate. */
final class SessionTickets {
    /** In seconds: the JDK issues no ticket with a lifetime of more than seven days (RFC 8446 §4.6.1). */
    private static final int TOO_LONG_FOR_A_TICKET = 7 * 24 * 3600 + 1;

    private SessionTickets() {}

    static void disable(SslContext context) {
        TlsProperties.requireNoTickets();
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        } else {
            context.sessionContext().setSessionTimeout(TOO_LONG_FOR_A_TICKET);
        }
    }

    /** Drops the session of a handshake in progress: the JDK caches every valid session. */
    static void disable(SSLEngine engine) {
        if (!(engine instanceof ReferenceCountedOpenSslEngine)) {
            engine.getHandshakeSession().invalidate();
        }
    }
}
