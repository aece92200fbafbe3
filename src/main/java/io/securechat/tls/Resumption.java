package io.securechat.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import javax.net.ssl.SSLEngine;

/** Keeps TLS sessions from being resumed: whoever resumes one is let in and nobody looks at the certificate again. */
final class Resumption {
    /** In seconds: the JDK sends no ticket that would be valid for more than seven days (RFC 8446 §4.6.1). */
    private static final int TOO_LONG_FOR_A_TICKET = 7 * 24 * 3600 + 1;

    private Resumption() {}

    /** To be called before any TLS class of Netty or the JDK is loaded, for that is when they read it. */
    static void forbid() {
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        System.setProperty("jdk.tls.client.enableSessionTicketExtension", "false");
        // Only newer JDKs know this one.
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
    }

    static void forbid(SslContext context) {
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        } else {
            context.sessionContext().setSessionTimeout(TOO_LONG_FOR_A_TICKET);
        }
    }

    /** To be called in the handshake: the JDK keeps every session that is valid. */
    static void forbid(SSLEngine engine) {
        if (!(engine instanceof ReferenceCountedOpenSslEngine)) {
            engine.getHandshakeSession().invalidate();
        }
    }
}
