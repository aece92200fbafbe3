package io.securechat.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The one rule from a certificate to the name of its holder, and how a certificate is shown in text. */
public final class CertificateName {
    private static final Map<String, String> KEYWORDS = Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    private CertificateName() {}

    /**
     * The name that a certificate gives to its holder on a server with this trust: none when the certificate is pinned,
     * for then nobody vouches for what it says.
     *
     * @param certificate one that {@code trust} has accepted
     */
    public static Optional<String> of(X509Certificate certificate, Trust trust) {
        return trust.isPinned(certificate) ? Optional.empty() : of(certificate);
    }

    /**
     * The name that a certificate carries: its CN, when a CA issued it and there is exactly one that is not empty, is in
     * NFC and has no control or invisible character. A self-signed certificate carries none. Whether the name is a valid
     * nick is for the caller to say.
     */
    public static Optional<String> of(X509Certificate certificate) {
        if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return Optional.empty();
        }
        List<String> names = commonNames(certificate.getSubjectX500Principal());
        return names.size() == 1 ? Optional.of(names.get(0)).filter(CertificateName::acceptable) : Optional.empty();
    }

    /** The subject in one line (RFC 2253), safe to print on a terminal and in a log. */
    public static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, KEYWORDS);
        return name.isEmpty() ? "(no subject)" : SafeText.of(name);
    }

    /** The SHA-256 of the whole certificate, 64 lower-case hexadecimal digits, as IRC networks write it (certfp). */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> commonNames(X500Principal subject) {
        return Arrays.stream(X500Name.getInstance(subject.getEncoded()).getRDNs())
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(BCStyle.CN))
                .map(CertificateName::text)
                .toList();
    }

    private static String text(AttributeTypeAndValue attribute) {
        return attribute.getValue() instanceof ASN1String string ? string.getString() : "";
    }

    private static boolean acceptable(String name) {
        return !name.isBlank() && Normalizer.isNormalized(name, Normalizer.Form.NFC) && SafeText.isSafe(name);
    }
}
