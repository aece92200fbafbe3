package io.securechat.tls.trust;

import io.netty.handler.ssl.util.LazyX509Certificate;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import io.securechat.tls.x509.X509Encoding;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A client's certificate that a {@link Trust} accepts, and the facts about it. Computed once for all connections with it; keeps the
 * encoding only, because a parsed certificate takes ten times as much memory.
 */
public final class ClientCertificate {
    private final byte[][] chain;
    private final boolean pinned;
    private final Optional<CertificateName> name;
    private final String subject;
    private final String issuer;
    private final String fingerprint;
    private final Instant since;
    private final Instant until;

    /**
     * @param chain as received from the client, its own certificate first
     * @param path from its own certificate to the trusted one, both included
     */
    public ClientCertificate(List<X509Certificate> chain, List<X509Certificate> path) {
        X509Certificate own = chain.get(0);
        this.chain = chain.stream().map(X509Encoding::encode).toArray(byte[][]::new);
        this.pinned = path.size() == 1;
        X509Certificate anchor = path.get(path.size() - 1);
        this.name = pinned
                ? Optional.empty()
                : CertificateName.claimed(own).map(claimed -> CertificateName.of(claimed, anchor));
        this.subject = CertificateName.subject(own);
        this.issuer = CertificateName.issuer(own);
        this.fingerprint = CertificateName.fingerprint(own);
        this.since = path.stream()
                .map(Validity::begin)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        this.until =
                path.stream().map(Validity::end).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns the key of a certificate in maps: its encoding. */
    static ByteBuffer key(X509Certificate certificate) {
        return ByteBuffer.wrap(X509Encoding.encode(certificate));
    }

    ByteBuffer key() {
        return ByteBuffer.wrap(chain[0]);
    }

    /** Returns the chain as received from the client, its own certificate first; parsed again by each caller that looks into it. */
    public List<X509Certificate> chain() {
        return Arrays.stream(chain)
                .<X509Certificate>map(LazyX509Certificate::new)
                .toList();
    }

    /** Returns whether it is trusted for itself rather than issued by a trusted CA, so that several users may share it. */
    public boolean pinned() {
        return pinned;
    }

    /** Returns the name that the trusted CA confirms; empty if it is pinned. */
    public Optional<CertificateName> name() {
        return name;
    }

    /** Returns the {@link CertificateName#subject}. */
    public String subject() {
        return subject;
    }

    /** Returns the {@link CertificateName#issuer}. */
    public String issuer() {
        return issuer;
    }

    /** Returns the {@link CertificateName#fingerprint}. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Returns the last moment at which it is valid: the earliest end on its path. */
    public Instant until() {
        return until;
    }

    /** Returns whether every certificate on its path is valid at a moment. */
    boolean isTimely(Instant now) {
        return !now.isBefore(since) && !now.isAfter(until);
    }
}
