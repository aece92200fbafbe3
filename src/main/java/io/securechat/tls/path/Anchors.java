package io.securechat.tls.path;

import io.securechat.Problem;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trusted certificates (trust anchors, RFC 5280 §6.1.1 (d)).
 *
 * @param authorities certificates of CAs, trusted with those that they issue
 * @param pins certificates trusted for themselves only, regardless of their extensions
 */
public record Anchors(Set<X509Certificate> authorities, Set<X509Certificate> pins) {
    public static final Anchors NONE = new Anchors(Set.of(), Set.of());

    private static final int FINGERPRINT_BEGINNING = 12;

    public Anchors {
        authorities = Collections.unmodifiableSet(new LinkedHashSet<>(authorities));
        pins = Collections.unmodifiableSet(new LinkedHashSet<>(pins));
    }

    public static Anchors authorities(Collection<X509Certificate> certificates) {
        return new Anchors(new LinkedHashSet<>(certificates), Set.of());
    }

    public static Anchors pins(Collection<X509Certificate> certificates) {
        return new Anchors(Set.of(), new LinkedHashSet<>(certificates));
    }

    /** Returns the union of both. */
    public Anchors and(Anchors others) {
        return new Anchors(union(authorities, others.authorities), union(pins, others.pins));
    }

    public boolean isEmpty() {
        return authorities.isEmpty() && pins.isEmpty();
    }

    /**
     * Returns the keys of the CAs in the form of {@link CertificateName#authority}, without duplicates: a CA that was renewed with the
     * same key is one authority.
     */
    public Set<String> authorityKeys() {
        return authorities.stream()
                .map(CertificateName::authority)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns whether one of the CAs issued a certificate. */
    public boolean hasIssued(X509Certificate certificate) {
        return authorities.stream()
                .anyMatch(ca -> ca.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                        && Signatures.isSigned(certificate, ca.getPublicKey()));
    }

    /** Returns a warning for each name that CAs with different keys share: the log and WHOIS identify CAs by name. */
    public List<String> warnings() {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        for (X509Certificate authority : authorities) {
            keys.computeIfAbsent(CertificateName.subject(authority), name -> new LinkedHashSet<>())
                    .add(CertificateName.authority(authority));
        }
        return keys.entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(name -> name.getValue().size() + " trusted CAs with different keys are named " + name.getKey()
                        + ", so that the log and WHOIS cannot distinguish them; create a CA with another name: "
                        + Problem.command("gencert ca --name TEXT"))
                .toList();
    }

    /** Returns subject, abbreviated fingerprint and end of a certificate, for the log. */
    public static String describe(X509Certificate certificate) {
        return CertificateName.subject(certificate) + " sha256:"
                + CertificateName.fingerprint(certificate).substring(0, FINGERPRINT_BEGINNING) + ", valid until "
                + Validity.end(certificate);
    }

    private static Set<X509Certificate> union(Set<X509Certificate> some, Set<X509Certificate> others) {
        Set<X509Certificate> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
