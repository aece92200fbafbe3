package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.tls.x509.KeyPurpose;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Builds and validates the path from a certificate to a trusted one (RFC 4158 and RFC 5280 §6). */
public final class PathValidator {
    private final Anchors anchors;
    private final Revocations revocations;
    private final Clock clock;

    public PathValidator(Anchors anchors, Revocations revocations, Clock clock) {
        this.anchors = anchors;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Builds the path of a chain and validates it.
     *
     * @param chain the peer's certificates as received, its own first
     * @return from the peer's own certificate to the trusted one, both included; a single certificate if it is pinned
     * @throws OpenSslCertificateException if the chain is not accepted; the message is one sentence, safe to print
     */
    public List<X509Certificate> validate(X509Certificate[] chain, KeyPurpose purpose)
            throws OpenSslCertificateException {
        Instant now = clock.instant();
        return build(chain, now, new PathRules(purpose, revocations, now)::check);
    }

    /**
     * Builds the path of a chain that was accepted before, without validating it again.
     *
     * @throws IllegalArgumentException if there is no path to a trusted certificate
     */
    public List<X509Certificate> build(List<X509Certificate> chain) {
        try {
            return build(chain.toArray(X509Certificate[]::new), clock.instant(), path -> {});
        } catch (OpenSslCertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<X509Certificate> build(X509Certificate[] chain, Instant now, PathSearch.Judge judge)
            throws OpenSslCertificateException {
        List<X509Certificate> shown = ShownChain.parse(chain);
        if (!anchors.pins().contains(shown.get(0))) {
            return new PathSearch(anchors.authorities(), shown, now, judge).find();
        }
        List<X509Certificate> pinned = shown.subList(0, 1);
        judge.check(pinned);
        return pinned;
    }
}
