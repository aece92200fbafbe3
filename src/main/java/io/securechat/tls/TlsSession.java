package io.securechat.tls;

import io.netty.handler.ssl.OpenSslSession;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a TLS handshake has settled.
 *
 * @param chain what the other side has shown, its own certificate first
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the cipher suite's name in RFC 8446
 * @param group the key exchange, such as {@code X25519MLKEM768}; empty where the TLS implementation does not tell
 */
public record TlsSession(List<X509Certificate> chain, String protocol, String cipher, String group) {
    public TlsSession {
        chain = List.copyOf(chain);
    }

    /**
     * What a session of the JDK's API tells of its handshake.
     *
     * @throws SSLPeerUnverifiedException when the other side has shown no certificate
     */
    public static TlsSession of(SSLSession session) throws SSLPeerUnverifiedException {
        String group = session instanceof OpenSslSession openSsl ? openSsl.getNamedGroup() : null;
        return new TlsSession(
                Arrays.stream(session.getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toList(),
                session.getProtocol(),
                session.getCipherSuite(),
                group == null ? "" : group);
    }

    /** The other side's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The certificate for whose sake the other side was accepted: its CA's, or its own when that is pinned. */
    public X509Certificate anchor(Trust trust) {
        return trust.anchor(chain);
    }

    /** Protocol, cipher and key exchange, for reading. */
    public String terms() {
        return protocol + ", " + cipher + (group.isEmpty() ? "" : ", " + group);
    }
}
