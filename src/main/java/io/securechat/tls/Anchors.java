package io.securechat.tls;

import io.securechat.Problem;
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
 * The certificates that are trusted, told apart by what the user means them to be.
 *
 * @param authorities CAs, which vouch for others
 * @param pins certificates trusted for themselves only, whatever their extensions say
 */
public record Anchors(Set<X509Certificate> authorities, Set<X509Certificate> pins) {
    public static final Anchors NONE = new Anchors(Set.of(), Set.of());

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

    /** Whether one of the CAs has issued a certificate. */
    boolean hasIssued(X509Certificate certificate) {
        return authorities.stream()
                .anyMatch(ca -> ca.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                        && Signatures.isSigned(certificate, ca.getPublicKey()));
    }

    /** A line for each name that CAs with different keys share: the log and WHOIS tell CAs by their names. */
    List<String> warnings() {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        for (X509Certificate authority : authorities) {
            keys.computeIfAbsent(CertificateName.subject(authority), name -> new LinkedHashSet<>())
                    .add(CertificateName.authority(authority));
        }
        return keys.entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(name -> name.getValue().size() + " trusted CAs with different keys are named " + name.getKey()
                        + ", so that the log and WHOIS cannot tell which of them has issued a certificate; a CA of a"
                        + " name of its own: " + Problem.command("gencert ca --name TEXT"))
                .toList();
    }

    /** A certificate in one phrase for the log: subject, the beginning of its fingerprint, and its end. */
    static String describe(X509Certificate certificate) {
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
