package io.securechat.tls;

import io.securechat.SafeText;
import io.securechat.Sha256;
import java.security.PublicKey;
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
 * The one rule from a certificate to the name of its holder, and how a certificate is shown in text. An instance is a name that
 * a trusted CA vouches for: the same name under another CA is somebody else's, and a renewed certificate changes nothing.
 *
 * @param name the CN, as {@link #claimed} has it
 * @param authority the SHA-256 of the trusted CA's public key, 64 lower-case hexadecimal digits
 */
public record CertificateName(String name, String authority) {
    private static final Map<String, String> KEYWORDS = Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    /** A name for which a trusted CA vouches. */
    static CertificateName of(String name, X509Certificate authority) {
        return new CertificateName(name, authority(authority));
    }

    /** What tells a CA from others: the SHA-256 of its public key, 64 lower-case hexadecimal digits. */
    static String authority(X509Certificate authority) {
        return authority(authority.getPublicKey());
    }

    static String authority(PublicKey key) {
        return Sha256.hex(key.getEncoded());
    }

    /**
     * The name that a certificate carries: its CN, when a CA issued it and there is exactly one that is readable, not empty, in
     * NFC, and without control or invisible characters. A self-signed certificate carries none. Whether the name is a valid
     * nick is for the caller to say, and whether the CA is to be believed for {@link Trust#client}.
     */
    public static Optional<String> claimed(X509Certificate certificate) {
        if (isSelfIssued(certificate)) {
            return Optional.empty();
        }
        List<String> names = commonNames(certificate);
        return names.size() == 1 ? Optional.of(names.get(0)).filter(CertificateName::acceptable) : Optional.empty();
    }

    /** Whether issuer and subject are the same (RFC 5280 §3.2), as they are in every self-signed certificate. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** The subject in one line (RFC 2253), safe to print on a terminal and in a log. */
    public static String subject(X509Certificate certificate) {
        return text(certificate.getSubjectX500Principal());
    }

    /** Who has issued it, in one line like {@link #subject}. */
    public static String issuer(X509Certificate certificate) {
        return text(certificate.getIssuerX500Principal());
    }

    private static String text(X500Principal holder) {
        String name = holder.getName(X500Principal.RFC2253, KEYWORDS);
        return name.isEmpty() ? "(no subject)" : SafeText.of(name);
    }

    /** The SHA-256 of the whole certificate, 64 lower-case hexadecimal digits, as IRC networks write it (certfp). */
    public static String fingerprint(X509Certificate certificate) {
        return Sha256.hex(X509Encoding.encode(certificate));
    }

    /** The subject of a certificate that has this CN and nothing else. */
    static X500Name commonName(String name) {
        return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    }

    /** The subject of a certificate, byte by byte as it stands there. */
    static X500Name distinguishedName(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    /** All CNs of a certificate, unchecked; none where the subject is malformed, such as a CN that is not in UTF-8. */
    static List<String> commonNames(X509Certificate certificate) {
        try {
            return commonNames(distinguishedName(certificate));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return List.of();
        }
    }

    /** All CNs of a subject, unchecked. */
    static List<String> commonNames(X500Name subject) {
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
