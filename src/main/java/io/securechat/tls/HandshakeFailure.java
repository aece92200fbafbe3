package io.securechat.tls;

import io.securechat.Problem;

/** Puts a failed handshake into words, and an alert that arrives later too. */
public final class HandshakeFailure {
    private HandshakeFailure() {}

    /** The cause in a short phrase for a log line, safe to print. */
    public static String describe(Throwable failure) {
        return SafeText.of(String.valueOf(failure.getMessage()));
    }

    /** What {@code join} tells when the TLS connection to a server failed, in the handshake or by an alert after it. */
    public static Problem forClient(Throwable failure, String host, int port, Identity own) {
        return new Problem(
                "no TLS connection to " + host + ":" + port + ": " + describe(failure), own.toString(), failure);
    }
}
