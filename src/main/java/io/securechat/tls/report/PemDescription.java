package io.securechat.tls.report;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.path.Revocations;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.PemObject;
import io.securechat.tls.pem.PemX509;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A readable description of a certificate, revocation list or signing request, safe to print on a terminal.
 *
 * @param title the type, such as {@code certificate}
 * @param facts values by label, in the order of printing
 * @param end the last moment at which it is valid, or null
 * @param revoked the time of the certificate's revocation, or null
 */
public record PemDescription(
        String title,
        Map<String, String> facts,
        @Nullable Instant end,
        @Nullable Instant revoked) {
    private static final int HEXADECIMAL = 16;

    /**
     * Describes all objects of a PEM file; of private keys the type only.
     *
     * @param revocations lists to look up the certificates in
     * @throws Problem if the file cannot be read, or an object is damaged
     */
    public static List<PemDescription> read(Path file, Collection<X509CRL> revocations, Instant now) {
        List<PemDescription> descriptions = new ArrayList<>();
        for (PemObject object : PemFiles.read(file, PemFiles.MAX_LIST)) {
            descriptions.add(
                    switch (object.type()) {
                        case PemObject.CERTIFICATE, PemObject.TRUSTED_CERTIFICATE ->
                            of(PemX509.certificate(object, file), revocations, now);
                        case PemObject.CRL -> of(PemX509.crl(object, file), now);
                        case PemObject.REQUEST -> of(SigningRequest.decode(object, file));
                        default -> new PemDescription(object.name() + ", not shown", Map.of(), null, null);
                    });
        }
        return descriptions;
    }

    /** Returns the name of the holder or, for a list, of its CA; empty for a key. */
    public String holder() {
        return Stream.of("subject", "name", "issued by")
                .map(facts::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static PemDescription of(X509Certificate certificate, Collection<X509CRL> revocations, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("subject", CertificateName.subject(certificate));
        facts.put("issued by", issuer(certificate));
        facts.put("serial", certificate.getSerialNumber().toString(HEXADECIMAL));
        facts.put("valid from", Validity.begin(certificate).toString());
        facts.put(
                "valid until",
                Validity.end(certificate) + ", " + left(Validity.begin(certificate), Validity.end(certificate), now));
        facts.put("for", usage(certificate));
        String hosts = String.join(", ", HostNames.of(certificate));
        if (!hosts.isEmpty()) {
            facts.put("hosts", hosts);
        }
        facts.put("SHA-256", CertificateName.fingerprint(certificate));
        X509CRLEntry revocation = revocation(certificate, revocations);
        if (revocation != null) {
            facts.put("revoked", "at " + revocation.getRevocationDate().toInstant());
        }
        return new PemDescription(
                CaCertificates.isAuthority(certificate) ? "CA certificate" : "certificate",
                facts,
                Validity.end(certificate),
                revocation == null ? null : revocation.getRevocationDate().toInstant());
    }

    private static PemDescription of(X509CRL crl, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("issued by", Revocations.issuer(crl));
        facts.put("number", Revocations.number(crl).toString());
        Instant begin = Validity.begin(crl);
        facts.put("made at", begin.toString());
        if (crl.getNextUpdate() != null) {
            Instant end = crl.getNextUpdate().toInstant();
            facts.put("good until", end + ", " + left(begin, end, now));
        }
        Collection<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        facts.put(
                "revoked",
                entries == null
                        ? "nothing"
                        : entries.stream()
                                .map(entry -> entry.getSerialNumber().toString(HEXADECIMAL))
                                .collect(Collectors.joining(", ")));
        return new PemDescription("revocation list", facts, Validity.end(crl).orElse(null), null);
    }

    private static PemDescription of(SigningRequest request) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", SafeText.of(request.name()));
        facts.put("key", request.key().getAlgorithm() + ", held by the requester");
        return new PemDescription("signing request", facts, null, null);
    }

    private static String issuer(X509Certificate certificate) {
        return CertificateName.isSelfIssued(certificate) ? "itself" : CertificateName.issuer(certificate);
    }

    private static String usage(X509Certificate certificate) {
        if (CaCertificates.isAuthority(certificate)) {
            return "issuing certificates";
        }
        try {
            String purposes =
                    KeyPurpose.of(certificate).stream().map(KeyPurpose::holder).collect(Collectors.joining(" and "));
            return purposes.isEmpty() ? "nothing here" : purposes;
        } catch (CertificateParsingException e) {
            return "an unreadable purpose";
        }
    }

    private static @Nullable X509CRLEntry revocation(X509Certificate certificate, Collection<X509CRL> revocations) {
        for (X509CRL crl : revocations) {
            if (crl.isRevoked(certificate)) {
                return crl.getRevokedCertificate(certificate);
            }
        }
        return null;
    }

    private static String left(Instant begin, Instant end, Instant now) {
        if (now.isBefore(begin)) {
            return "not valid yet";
        }
        return now.isAfter(end)
                ? "expired " + Validity.days(Duration.between(end, now)) + " ago"
                : Validity.days(Duration.between(now, end)) + " left";
    }
}
