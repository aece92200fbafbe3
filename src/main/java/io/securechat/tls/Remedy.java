package io.securechat.tls;

import io.securechat.Problem;
import java.security.cert.X509Certificate;

/** The commands that mend a certificate, for whoever runs the server to copy. */
final class Remedy {
    private Remedy() {}

    /** Makes a certificate anew that is about to end, or has ended. */
    static String renew(X509Certificate certificate, Purpose purpose) {
        if (certificate.getBasicConstraints() >= 0) {
            return Problem.command("gencert renew ca");
        }
        if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return Problem.command("gencert --force");
        }
        return Problem.command("gencert renew " + (purpose == Purpose.SERVER ? "server" : name(certificate)));
    }

    /** Makes a first certificate for the same person. */
    static String issue(X509Certificate certificate) {
        return Problem.command("gencert user " + name(certificate));
    }

    /** As one word of a shell: whoever asks for a certificate may choose the name in it. */
    private static String name(X509Certificate certificate) {
        String name = CertificateName.claimed(certificate).orElse("NAME");
        return name.matches("[A-Za-z0-9._-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
