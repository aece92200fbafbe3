package io.securechat.client;

import io.securechat.tls.CertificateName;
import io.securechat.tls.Validity;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a certificate says, for people. */
final class CertificateText {
    private CertificateText() {}

    /** Whose it is, from whom, and until when, such as {@code CN=ada, issued by CN=lab, valid until 2027-01-31}. */
    static String summary(X509Certificate certificate) {
        String subject = CertificateName.subject(certificate);
        String issuer = CertificateName.issuer(certificate);
        return subject + (issuer.equals(subject) ? ", self-signed" : ", issued by " + issuer) + ", valid until "
                + LocalDate.ofInstant(Validity.end(certificate), ZoneOffset.UTC);
    }
}
