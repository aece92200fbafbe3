package io.securechat.tls.report;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeyPurpose;
import java.security.cert.X509Certificate;

/** Commands that replace a certificate, and who runs them. */
public final class Remedy {
    private Remedy() {}

    /** Returns the way for a client certificate's holder to get another one. */
    public static String ask(X509Certificate own) {
        return (CertificateName.isSelfIssued(own)
                        ? "ask the server's operator for a new one, or with a development server: "
                        : "ask your CA for a new one, which it issues with: ")
                + renew(own, KeyPurpose.CLIENT);
    }

    /** Returns the way for a client to have the certificate of a server, or of its CA, replaced. */
    public static String tell(X509Certificate certificate) {
        return "ask the server's operator for a new one, which this issues: " + renew(certificate, KeyPurpose.SERVER);
    }

    /** Returns the command that renews a certificate. */
    public static String renew(X509Certificate certificate, KeyPurpose purpose) {
        if (CaCertificates.isAuthority(certificate)) {
            return Problem.command("gencert renew ca");
        }
        if (CertificateName.isSelfIssued(certificate)) {
            return Problem.command("gencert --force");
        }
        return Problem.command("gencert renew " + (purpose == KeyPurpose.SERVER ? "server" : name(certificate)));
    }

    /** Returns the command that issues a first certificate to the same user. */
    static String issue(X509Certificate certificate) {
        return Problem.command("gencert user " + name(certificate));
    }

    /** Returns the name as one word of a shell: the requester of a certificate chooses the name in it. */
    private static String name(X509Certificate certificate) {
        return Shell.word(CertificateName.claimed(certificate).orElse("NAME"));
    }
}
