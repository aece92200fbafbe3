package io.securechat.tls;

import io.netty.handler.ssl.OpenSslSession;
import io.securechat.tls.trust.Trust;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The result of a TLS handshake.
 *
 * @param chain as received from the peer, its own certificate first
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the cipher suite's name in RFC 8446
 * @param group the key exchange, such as {@code X25519MLKEM768}; empty if the TLS implementation does not report it
 */
public record TlsSession(List<X509Certificate> chain, String protocol, String cipher, String group) {
    public TlsSession {
        chain = List.copyOf(chain);
    }

    /**
     * Returns the result from a session of the JDK's API.
     *
     * @throws SSLPeerUnverifiedException if the peer sent no certificate
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

    /** Returns the peer's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Returns the trusted certificate of the peer's path: its CA's, or its own if that is pinned. */
    public X509Certificate anchor(Trust trust) {
        return trust.anchor(chain);
    }

    /** Returns protocol, cipher and key exchange in one phrase. */
    public String terms() {
        return protocol + ", " + cipher + (group.isEmpty() ? "" : ", " + group);
    }
}
