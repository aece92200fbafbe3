package io.securechat.tls.x509;

import io.securechat.SafeText;
import io.securechat.Sha256;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The name of a certificate holder, confirmed by a trusted CA. The same name from another CA is another holder's; a renewed
 * certificate has the same name. Also the rules for reading names from certificates and for printing certificates.
 *
 * @param name the CN, as returned by {@link #claimed}
 * @param authority the SHA-256 of the trusted CA's public key, or of the first CA that it succeeds: 64 lower-case hexadecimal digits
 */
public record CertificateName(String name, String authority) {
    private static final Map<String, String> KEYWORDS = Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    public static CertificateName of(String name, X509Certificate authority) {
        return new CertificateName(name, authority(authority));
    }

    /**
     * Returns a CA's identifier: the SHA-256 of its public key, 64 lower-case hexadecimal digits. A CA that succeeds another one
     * ({@link Succession}) has its identifier.
     */
    public static String authority(X509Certificate authority) {
        return Sha256.hex(Succession.origin(authority).getEncoded());
    }

    /**
     * Returns the name that a certificate claims: its CN, if a CA issued it and it has exactly one CN, which is not blank, in NFC,
     * and without control or invisible characters. A self-signed certificate claims none. The caller checks that the name is a
     * valid nick, and {@code Trust.client} that the CA is trusted.
     */
    public static Optional<String> claimed(X509Certificate certificate) {
        if (isSelfIssued(certificate)) {
            return Optional.empty();
        }
        List<String> names = commonNames(certificate);
        return names.size() == 1 ? Optional.of(names.get(0)).filter(CertificateName::acceptable) : Optional.empty();
    }

    /** Returns whether issuer and subject are the same (RFC 5280 §3.2), as in every self-signed certificate. */
    public static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Returns the subject on one line (RFC 2253), safe to print on a terminal and in a log. */
    public static String subject(X509Certificate certificate) {
        return text(certificate.getSubjectX500Principal());
    }

    /** Returns the issuer on one line, like {@link #subject}. */
    public static String issuer(X509Certificate certificate) {
        return text(certificate.getIssuerX500Principal());
    }

    private static String text(X500Principal holder) {
        String name = holder.getName(X500Principal.RFC2253, KEYWORDS);
        return name.isEmpty() ? "(no subject)" : SafeText.of(name);
    }

    /** Returns the SHA-256 of the certificate, 64 lower-case hexadecimal digits: the certfp of IRC networks. */
    public static String fingerprint(X509Certificate certificate) {
        return Sha256.hex(X509Encoding.encode(certificate));
    }

    /** Returns a subject with this CN only. */
    public static X500Name commonName(String name) {
        return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    }

    /** Returns the subject of a certificate in its exact encoding. */
    public static X500Name distinguishedName(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    /** Returns all CNs of a certificate, unchecked; none if the subject is malformed, for example if a CN is not in UTF-8. */
    public static List<String> commonNames(X509Certificate certificate) {
        try {
            return commonNames(distinguishedName(certificate));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return List.of();
        }
    }

    /** Returns all CNs of a subject, unchecked. */
    public static List<String> commonNames(X500Name subject) {
        return Arrays.stream(subject.getRDNs())
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(BCStyle.CN))
                .map(CertificateName::text)
                .toList();
    }

    private static String text(AttributeTypeAndValue attribute) {
        return attribute.getValue() instanceof ASN1String string ? string.getString() : "";
    }

    private static boolean acceptable(String name) {
        return !name.isBlank() && Normalizer.isNormalized(name, Normalizer.Form.NFC) && SafeText.isVisible(name);
    }
}
