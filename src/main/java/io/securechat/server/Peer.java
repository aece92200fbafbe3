package io.securechat.server;

import java.security.cert.X509Certificate;

/**
 * Who is at the other end of a connection, as the handshake has proven it.
 *
 * @param address with the port, as the log shows it
 * @param fingerprint SHA-256 of the certificate, in hexadecimal
 * @param group the key exchange, or the empty string where the TLS provider does not tell
 */
record Peer(
        String address,
        X509Certificate certificate,
        String subject,
        String fingerprint,
        String protocol,
        String cipher,
        String group) {

    /** What stands for the address in a {@code nick!user@host}: the certificate, which says more and tells less. */
    String host() {
        return fingerprint.substring(0, 12) + ".cert";
    }
}
