package io.securechat.tls;

import io.securechat.Problem;
import java.security.cert.X509Certificate;

/** How to come by a new certificate in place of one that does not serve any more, with the command. */
public final class Renewal {
    private static final String PLAIN_NAME = "[\\p{L}\\p{N}._-]+";

    private Renewal() {}

    /** For the certificate of a person. */
    public static String ofClient(X509Certificate certificate) {
        if (isSelfIssued(certificate)) {
            return "ask whoever runs the server for a new one, or with a development server: "
                    + Problem.command("gencert --force");
        }
        // Only what no shell takes for more than a word may stand in a command that is there to be pasted.
        String name = CertificateName.claimed(certificate)
                .filter(claimed -> claimed.matches(PLAIN_NAME))
                .orElse("NAME");
        return "ask whoever runs the CA for a new one, made where ca.key is: "
                + Problem.command("gencert renew " + name);
    }

    /** For the certificate of a server. */
    public static String ofServer(X509Certificate certificate) {
        return isSelfIssued(certificate)
                ? "whoever runs the server makes a new one there: " + Problem.command("gencert --force")
                : "whoever runs the server makes a new one where ca.key is: " + Problem.command("gencert renew server");
    }

    /** For the certificate of a CA, and then all that it has issued. */
    public static String ofAuthority() {
        return "whoever runs the CA makes a new one, and with it new certificates: "
                + Problem.command("gencert ca --force");
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
