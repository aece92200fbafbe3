package io.securechat.tls;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that are trusted, told apart by what the user means them to be.
 *
 * @param authorities CAs, which vouch for others
 * @param pins certificates trusted for themselves only, whatever their extensions say
 */
public record Anchors(Set<X509Certificate> authorities, Set<X509Certificate> pins) {
    public static final Anchors NONE = new Anchors(Set.of(), Set.of());

    private static final int KEY_CERT_SIGN = 5;
    private static final int FINGERPRINT_BEGINNING = 12;

    public Anchors {
        authorities = Collections.unmodifiableSet(new LinkedHashSet<>(authorities));
        pins = Collections.unmodifiableSet(new LinkedHashSet<>(pins));
    }

    static Anchors authorities(Collection<X509Certificate> certificates) {
        return new Anchors(new LinkedHashSet<>(certificates), Set.of());
    }

    static Anchors pins(Collection<X509Certificate> certificates) {
        return new Anchors(Set.of(), new LinkedHashSet<>(certificates));
    }

    /** The union of both. */
    public Anchors and(Anchors others) {
        return new Anchors(union(authorities, others.authorities), union(pins, others.pins));
    }

    public boolean isEmpty() {
        return authorities.isEmpty() && pins.isEmpty();
    }

    /**
     * The keys of the CAs in the form of {@link CertificateName#authority}, each once: a CA that was renewed with the same key is
     * one authority.
     */
    public Set<String> authorityKeys() {
        return authorities.stream()
                .map(CertificateName::authority)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A certificate in one phrase for the log: subject, the beginning of its fingerprint, and its end. */
    static String describe(X509Certificate certificate) {
        return CertificateName.subject(certificate) + " sha256:"
                + CertificateName.fingerprint(certificate).substring(0, FINGERPRINT_BEGINNING) + ", valid until "
                + Validity.end(certificate);
    }

    /** Why a certificate must not issue others (RFC 5280 §4.2.1.3, §4.2.1.9), or null if it may. */
    static @Nullable String objectionToIssuing(X509Certificate certificate) {
        if (certificate.getBasicConstraints() < 0) {
            return "is not a CA's: its basicConstraints do not say CA:TRUE";
        }
        return saysKeyCertSign(certificate) || certificate.getKeyUsage() == null
                ? null
                : "is a CA's that must not sign certificates: its keyUsage has no keyCertSign";
    }

    static boolean saysKeyCertSign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[KEY_CERT_SIGN];
    }

    private static Set<X509Certificate> union(Set<X509Certificate> some, Set<X509Certificate> others) {
        Set<X509Certificate> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
