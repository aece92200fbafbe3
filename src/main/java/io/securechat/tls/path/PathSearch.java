package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeyIdentifiers;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a path from a certificate to a trusted CA (RFC 4158). Candidates are found by name: trusted ones first, then those with a
 * matching key identifier, then those that are valid now. Signatures are verified once a path reaches a trusted CA, from the CA down,
 * so that a stranger never chooses the key of a verification. Every step is bounded.
 */
public final class PathSearch {
    /** Limit of certificates on a path, the first and the trusted one included. */
    static final int MAX_LENGTH = 6;

    /** Limit of candidates on all paths together. */
    private static final int MAX_STEPS = 100;

    private final Set<X509Certificate> authorities;
    private final List<X509Certificate> shown;
    private final Instant now;
    private final Judge judge;
    private final Signatures signatures = new Signatures();
    private int steps;
    private boolean tooLong;

    /** The refusal of the best path. */
    private @Nullable OpenSslCertificateException refusal;

    /** The first path that did not reach a trusted CA, its signatures not verified. */
    private @Nullable List<X509Certificate> lost;

    /** Validates a path with verified signatures. */
    @FunctionalInterface
    public interface Judge {
        void check(List<X509Certificate> path) throws OpenSslCertificateException;
    }

    /** @param shown the peer's certificates: its own first, others in any order, possibly superfluous */
    public PathSearch(Set<X509Certificate> authorities, List<X509Certificate> shown, Instant now, Judge judge) {
        this.authorities = authorities;
        this.shown = shown;
        this.now = now;
        this.judge = judge;
    }

    /**
     * Returns the path from the first certificate to a trusted CA's, both included.
     *
     * @throws OpenSslCertificateException if there is no such path, or none is valid
     */
    public List<X509Certificate> find() throws OpenSslCertificateException {
        List<X509Certificate> found = extend(List.of(shown.get(0)));
        if (found != null) {
            return found;
        }
        if (refusal == null && tooLong) {
            throw CertificateFault.REJECTED.because(
                    "certificate " + CertificateName.subject(shown.get(0)) + " has more than " + (MAX_LENGTH - 1)
                            + " certificates on its path to a trusted CA",
                    shown.subList(0, 1),
                    0);
        }
        throw refusal == null ? untrusted(lost == null ? shown.subList(0, 1) : lost) : refusal;
    }

    /** Returns the number of signatures verified. */
    public int verifications() {
        return signatures.count();
    }

    private @Nullable List<X509Certificate> extend(List<X509Certificate> path) {
        List<X509Certificate> candidates = issuers(path);
        if (path.size() == MAX_LENGTH) {
            tooLong = tooLong || !candidates.isEmpty();
            return null;
        }
        for (X509Certificate candidate : candidates) {
            if (steps++ >= MAX_STEPS || signatures.areExhausted()) {
                return null;
            }
            List<X509Certificate> longer = new ArrayList<>(path);
            longer.add(candidate);
            List<X509Certificate> found;
            if (authorities.contains(candidate)) {
                found = isGood(longer) ? longer : null;
            } else {
                found = extend(longer);
            }
            if (found != null) {
                return found;
            }
        }
        if (lost == null && candidates.stream().allMatch(authorities::contains)) {
            lost = path;
        }
        return null;
    }

    /** Returns the candidates for the issuer of the last certificate of a path, the most promising first. */
    private List<X509Certificate> issuers(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        byte[] wanted = KeyIdentifiers.ofIssuer(last);
        return Stream.concat(authorities.stream(), shown.stream().skip(1))
                .filter(ca -> ca.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                        && CaCertificates.isAuthority(ca)
                        && !path.contains(ca))
                .distinct()
                .sorted(Comparator.comparing((X509Certificate ca) -> !authorities.contains(ca))
                        .thenComparing(ca -> !fits(wanted, KeyIdentifiers.ofSubject(ca)))
                        .thenComparing(ca -> !Validity.includes(ca, now)))
                .toList();
    }

    private static boolean fits(byte @Nullable [] wanted, byte @Nullable [] identifier) {
        return wanted == null || identifier == null || Arrays.equals(wanted, identifier);
    }

    private boolean isGood(List<X509Certificate> path) {
        try {
            for (int i = path.size() - 2; i >= 0; i--) {
                PathRules.checkKey(path, i + 1);
                if (!signatures.verify(path.get(i), path.get(i + 1).getPublicKey())) {
                    return false;
                }
            }
            judge.check(path);
            return true;
        } catch (OpenSslCertificateException e) {
            if (refusal == null) {
                refusal = e;
            }
            return false;
        }
    }

    private OpenSslCertificateException untrusted(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        boolean namesake =
                authorities.stream().anyMatch(ca -> ca.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
        String sentence = "certificate " + CertificateName.subject(last);
        if (authorities.contains(last)) {
            sentence += " is trusted as a CA for issuing others, not as a peer's own";
        } else if (CertificateName.isSelfIssued(last)) {
            sentence += " is not trusted" + (namesake ? ": the trusted CA of this name has another key" : "");
        } else {
            sentence += " is issued by " + CertificateName.issuer(last) + ", which is not trusted"
                    + (namesake ? ": the trusted CA of this name did not sign it" : "");
        }
        return CertificateFault.UNKNOWN_CA.because(sentence, path, path.size() - 1);
    }
}
