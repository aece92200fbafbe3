package io.securechat.tls;

import io.securechat.Problem;
import io.securechat.Shell;
import java.security.cert.X509Certificate;

/** The commands that mend a certificate, and who is to type them. */
public final class Remedy {
    private Remedy() {}

    /** What the holder of a client's certificate does to get another one. */
    public static String ask(X509Certificate own) {
        return (CertificateName.isSelfIssued(own)
                        ? "ask whoever runs the server for a new one, or with a development server: "
                        : "ask whoever runs the CA for a new one, which this makes: ")
                + renew(own, KeyPurpose.CLIENT);
    }

    /** What a client does about the certificate of a server or of its CA. */
    public static String tell(X509Certificate certificate) {
        return "whoever runs the server makes a new one: " + renew(certificate, KeyPurpose.SERVER);
    }

    /** Makes a certificate anew that is about to end, or has ended. */
    static String renew(X509Certificate certificate, KeyPurpose purpose) {
        if (CaCertificates.isAuthority(certificate)) {
            return Problem.command("gencert renew ca");
        }
        if (CertificateName.isSelfIssued(certificate)) {
            return Problem.command("gencert --force");
        }
        return Problem.command("gencert renew " + (purpose == KeyPurpose.SERVER ? "server" : name(certificate)));
    }

    /** Makes a first certificate for the same person. */
    static String issue(X509Certificate certificate) {
        return Problem.command("gencert user " + name(certificate));
    }

    /** As one word of a shell: whoever asks for a certificate may choose the name in it. */
    private static String name(X509Certificate certificate) {
        return Shell.word(CertificateName.claimed(certificate).orElse("NAME"));
    }
}
