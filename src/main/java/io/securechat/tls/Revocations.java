package io.securechat.tls;

import io.securechat.Problem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the CAs have revoked: their lists (RFC 5280 §5), each under the key that has signed it. */
final class Revocations {
    private final Map<PublicKey, List<X509CRL>> lists = new HashMap<>();

    /** @throws Problem when a list is not signed by any of the CAs */
    Revocations(Collection<X509CRL> crls, Collection<X509Certificate> authorities) {
        for (X509CRL crl : crls) {
            lists.computeIfAbsent(signer(crl, authorities), key -> new ArrayList<>())
                    .add(crl);
        }
    }

    /** What a list names is revoked, even when the list's own time is over. */
    boolean include(X509Certificate certificate, X509Certificate issuer) {
        return lists.getOrDefault(issuer.getPublicKey(), List.of()).stream()
                .anyMatch(crl -> crl.isRevoked(certificate));
    }

    /**
     * Makes sure that no CA takes back what it has revoked by an older list (RFC 5280 §5.2.3: numbers grow).
     *
     * @throws Problem when one of the lists is older than the same CA's was before
     */
    void checkNotOlderThan(Revocations before) {
        lists.forEach((key, crls) -> {
            BigInteger present = newest(crls);
            BigInteger obeyed = newest(before.lists.getOrDefault(key, List.of()));
            if (present.compareTo(obeyed) < 0) {
                throw new Problem(
                        "the revocation list " + present + " of " + issuer(crls.get(0)) + " is older than list "
                                + obeyed + ", which is in force",
                        "bring back the newer file, or make a new list with " + Problem.command("gencert renew crl"));
            }
        });
    }

    private static BigInteger newest(List<X509CRL> crls) {
        return crls.stream()
                .map(RevocationList::number)
                .max(BigInteger::compareTo)
                .orElse(BigInteger.ZERO);
    }

    List<X509CRL> lists() {
        return lists.values().stream().flatMap(List::stream).toList();
    }

    /** In words, such as {@code list 7 of CN=lab with 2 revoked}. */
    static String describe(X509CRL crl) {
        BigInteger number = RevocationList.number(crl);
        Set<?> revoked = crl.getRevokedCertificates();
        return "list " + (number.signum() == 0 ? "" : number + " ") + "of " + issuer(crl) + " with "
                + (revoked == null ? 0 : revoked.size()) + " revoked";
    }

    /** A CA's lists in words. */
    String describe(X509Certificate authority) {
        List<X509CRL> crls = lists.getOrDefault(authority.getPublicKey(), List.of());
        return crls.isEmpty()
                ? "no revocation list"
                : crls.stream().map(Revocations::describe).collect(Collectors.joining(", "));
    }

    static String issuer(X509CRL crl) {
        return SafeText.of(crl.getIssuerX500Principal().getName());
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
