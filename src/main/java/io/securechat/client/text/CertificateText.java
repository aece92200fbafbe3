package io.securechat.client.text;

import io.securechat.tls.report.Expiry;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Descriptions of a certificate for the user. */
public final class CertificateText {
    private CertificateText() {}

    /** Returns subject, issuer and end, such as {@code CN=ada, issued by CN=lab, valid until 2027-01-31 (69 days)}. */
    public static String summary(X509Certificate certificate, Instant now) {
        String subject = CertificateName.subject(certificate);
        String issuer = CertificateName.issuer(certificate);
        Instant end = Validity.end(certificate);
        return subject + (issuer.equals(subject) ? ", self-signed" : ", issued by " + issuer) + ", valid until "
                + LocalDate.ofInstant(end, ZoneOffset.UTC) + " (" + Validity.days(Duration.between(now, end)) + ")";
    }

    /** Returns whether it is time to renew a certificate. */
    public static boolean endsSoon(X509Certificate certificate, Instant now) {
        return Validity.end(certificate).isBefore(now.plus(Expiry.NOTICE));
    }

    /** Returns the end of a certificate, such as {@code ends at 2027-01-31T10:00:00Z (3 days)}. */
    public static String ending(X509Certificate certificate, Instant now) {
        Instant end = Validity.end(certificate);
        return end.isBefore(now)
                ? "expired at " + end
                : "ends at " + end + " (" + Validity.days(Duration.between(now, end)) + ")";
    }
}
