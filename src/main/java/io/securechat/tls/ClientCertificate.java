package io.securechat.tls;

import io.netty.handler.ssl.util.LazyX509Certificate;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A client's certificate that a {@link Trust} vouches for, and all that is told of it. It is worked out once for all who connect
 * with it, and keeps the certificate's bytes only: parsed it would take ten times as much memory.
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
     * @param chain what the client has shown, its own certificate first
     * @param path from its own certificate to the trusted one, both included
     */
    ClientCertificate(List<X509Certificate> chain, List<X509Certificate> path) {
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

    /** What a certificate is found by: all of it. */
    static ByteBuffer key(X509Certificate certificate) {
        return ByteBuffer.wrap(X509Encoding.encode(certificate));
    }

    ByteBuffer key() {
        return ByteBuffer.wrap(chain[0]);
    }

    /** What the client has shown, its own certificate first; parsed when it is looked into, each time anew. */
    List<X509Certificate> chain() {
        return Arrays.stream(chain)
                .<X509Certificate>map(LazyX509Certificate::new)
                .toList();
    }

    /** Whether it is trusted for itself, so that many people may share it, and not because a trusted CA vouches for it. */
    public boolean pinned() {
        return pinned;
    }

    /** What the trusted CA vouches for; none when it is pinned, for then nobody vouches for what it says. */
    public Optional<CertificateName> name() {
        return name;
    }

    /** As {@link CertificateName#subject} has it. */
    public String subject() {
        return subject;
    }

    /** As {@link CertificateName#issuer} has it. */
    public String issuer() {
        return issuer;
    }

    /** As {@link CertificateName#fingerprint} has it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Until when it stays good if nobody changes the trust: the earliest end on its path, that moment included. */
    Instant until() {
        return until;
    }

    /** Whether a moment is within the time of every certificate on its path. */
    boolean isTimely(Instant now) {
        return !now.isBefore(since) && !now.isAfter(until);
    }
}
