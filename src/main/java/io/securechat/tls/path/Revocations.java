package io.securechat.tls.path;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/** The revocation lists of CAs (RFC 5280 §5), by the key that signed them. */
public final class Revocations {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** Ascending by number; lists without a number by time. */
    private static final Comparator<X509CRL> ORDER =
            Comparator.comparing(Revocations::number).thenComparing(Revocations::timeOfUnnumbered);

    private final Map<PublicKey, List<X509CRL>> lists = new HashMap<>();

    /** Lists in force that are no longer in any file. */
    private final Set<X509CRL> kept = new LinkedHashSet<>();

    private Revocations() {}

    /** @throws Problem if a list is not signed by any of the CAs, or is a delta list */
    public Revocations(Collection<X509CRL> crls, Collection<X509Certificate> authorities) {
        for (X509CRL crl : crls) {
            if (crl.getExtensionValue(Extension.deltaCRLIndicator.getId()) != null) {
                throw new Problem(
                        "the revocation list of " + issuer(crl) + " is a delta list, which contains changes only",
                        "get the complete list from the CA");
            }
            lists.computeIfAbsent(signer(crl, authorities), key -> new ArrayList<>())
                    .add(crl);
        }
    }

    /** Returns whether a certificate is revoked; it stays so after the list's next update is due. */
    boolean include(X509Certificate certificate, X509Certificate issuer) {
        return lists.getOrDefault(issuer.getPublicKey(), List.of()).stream()
                .anyMatch(crl -> crl.isRevoked(certificate));
    }

    /**
     * Returns these lists, and the previous lists of CAs that have none here and are still trusted: a list in force stays in force
     * when its file is deleted.
     *
     * @param authorities the CAs that are trusted now
     * @throws Problem if a CA's list is older than the previous one, or differs from it under the same number (RFC 5280 §5.2.3)
     */
    public Revocations succeeding(Revocations before, Collection<X509Certificate> authorities) {
        lists.forEach((key, crls) -> {
            List<X509CRL> obeyed = before.lists.get(key);
            if (obeyed != null) {
                checkSucceeds(newest(crls), newest(obeyed));
            }
        });
        Revocations both = new Revocations();
        both.lists.putAll(lists);
        for (X509Certificate authority : authorities) {
            List<X509CRL> obeyed = before.lists.get(authority.getPublicKey());
            if (obeyed != null && both.lists.putIfAbsent(authority.getPublicKey(), obeyed) == null) {
                both.kept.addAll(obeyed);
            }
        }
        return both;
    }

    private static void checkSucceeds(X509CRL present, X509CRL obeyed) {
        BigInteger number = number(present);
        int order = ORDER.compare(present, obeyed);
        if (order < 0) {
            throw new Problem(
                    "the revocation list " + number + " of " + issuer(present) + " is older than list " + number(obeyed)
                            + ", which is in force",
                    "restore the newer file, or issue a new list: " + Problem.command("gencert renew crl"));
        }
        if (number.signum() > 0 && number.equals(number(obeyed)) && !present.equals(obeyed)) {
            throw new Problem(
                    "the revocation list " + number + " of " + issuer(present)
                            + " has the number of the list in force, but other contents",
                    "issue a new list: " + Problem.command("gencert renew crl"));
        }
    }

    private static X509CRL newest(List<X509CRL> crls) {
        return Collections.max(crls, ORDER);
    }

    /** Returns warnings about the lists, one line each. */
    public List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        for (X509CRL crl : kept) {
            warnings.add(describe(crl) + " is missing from the files, and stays in force; restore it, or stop trusting "
                    + issuer(crl) + ", which drops its list as well");
        }
        for (X509CRL crl : lists()) {
            if (Validity.begin(crl).isAfter(now.plus(CLOCKS_DIFFER))) {
                warnings.add(describe(crl) + " was issued at " + Validity.begin(crl)
                        + ", in the future; it is obeyed; correct the clocks: the time here is " + now);
            }
        }
        return warnings;
    }

    /** Returns those of the CAs that have a list, in the form of {@link CertificateName#authority}. */
    public Set<String> authorityKeys(Collection<X509Certificate> authorities) {
        return authorities.stream()
                .filter(authority -> lists.containsKey(authority.getPublicKey()))
                .map(CertificateName::authority)
                .collect(Collectors.toSet());
    }

    public List<X509CRL> lists() {
        return lists.values().stream().flatMap(List::stream).toList();
    }

    /** Returns a phrase such as {@code list 7 of CN=lab with 2 revoked}. */
    public static String describe(X509CRL crl) {
        BigInteger number = number(crl);
        Set<?> revoked = crl.getRevokedCertificates();
        return "list " + (number.signum() == 0 ? "" : number + " ") + "of " + issuer(crl) + " with "
                + (revoked == null ? 0 : revoked.size()) + " revoked";
    }

    /** Returns a phrase about a CA's lists. */
    public String describe(X509Certificate authority) {
        List<X509CRL> crls = lists.getOrDefault(authority.getPublicKey(), List.of());
        return crls.isEmpty()
                ? "no revocation list"
                : crls.stream().map(Revocations::describe).collect(Collectors.joining(", "));
    }

    public static String issuer(X509CRL crl) {
        return SafeText.of(crl.getIssuerX500Principal().getName());
    }

    /** Returns the number of a list (RFC 5280 §5.2.3), 0 if it has none. */
    public static BigInteger number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
        return extension == null
                ? BigInteger.ZERO
                : ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                        .getValue();
    }

    private static Instant timeOfUnnumbered(X509CRL crl) {
        return number(crl).signum() == 0 ? Validity.begin(crl) : Instant.EPOCH;
    }

    private static PublicKey signer(X509CRL crl, Collection<X509Certificate> authorities) {
        for (X509Certificate authority : authorities) {
            if (crl.getIssuerX500Principal().equals(authority.getSubjectX500Principal()) && verifies(crl, authority)) {
                return authority.getPublicKey();
            }
        }
        throw new Problem(
                "the revocation list of " + issuer(crl) + " is not signed by any trusted CA",
                "trust the CA's certificate too, with --trust-ca ca.crt");
    }

    private static boolean verifies(X509CRL crl, X509Certificate authority) {
        try {
            crl.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
