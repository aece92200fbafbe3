package io.securechat.tls.trust;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Keys;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of trusted certificates, and their meaning. */
public record TrustFile(Path path, Meaning meaning) {
    /** The name of a CA's certificate in the directory of {@code gencert}. */
    private static final String USUAL_AUTHORITY = "ca.crt";

    /** The scope of trust in the certificates of a file. */
    public enum Meaning {
        /** As CAs: {@code --trust-ca}. */
        AUTHORITIES,
        /** For themselves only: {@code --pin}. */
        PINS,
        /** According to their extensions if these are unambiguous: {@code --trust}. */
        UNSAID
    }

    /** Returns the usual file of a CA's certificate. */
    public static TrustFile usualAuthority() {
        return new TrustFile(Path.of(USUAL_AUTHORITY), Meaning.AUTHORITIES);
    }

    /**
     * Reads the file.
     *
     * @throws Problem if it cannot be read, if a certificate is expected to be a CA's and is not, if a CA's key is weak, or if it
     *     is ambiguous whether a certificate is a CA's
     */
    public Anchors read() {
        List<X509Certificate> certificates = PemFiles.readCertificates(path);
        Set<X509Certificate> authorities = new LinkedHashSet<>();
        Set<X509Certificate> pins = new LinkedHashSet<>();
        for (X509Certificate certificate : certificates) {
            boolean authority = switch (meaning) {
                case AUTHORITIES -> true;
                case PINS -> false;
                case UNSAID -> isAuthority(certificate);
            };
            if (authority) {
                authorities.add(checked(certificate));
            } else {
                pins.add(certificate);
            }
        }
        return new Anchors(authorities, pins);
    }

    /** Reads several files. */
    public static Anchors read(List<TrustFile> files) {
        Anchors all = Anchors.NONE;
        for (TrustFile file : files) {
            all = all.and(file.read());
        }
        return all;
    }

    /** {@code openssl req -x509} sets CA:TRUE by default, so that the flag alone does not make a CA. */
    private boolean isAuthority(X509Certificate certificate) {
        if (!CaCertificates.isAuthority(certificate)) {
            return false;
        }
        if (path.endsWith(USUAL_AUTHORITY) && CaCertificates.hasKeyCertSign(certificate)) {
            return true;
        }
        throw new Problem(
                "the certificate " + CertificateName.subject(certificate) + " in " + path
                        + " says CA:TRUE, but --trust does not say whether it may issue others",
                "to accept all certificates that it issues, as a CA's: --trust-ca " + Shell.word(path)
                        + "; to accept only itself, as a user's or server's: --pin " + Shell.word(path));
    }

    private X509Certificate checked(X509Certificate authority) {
        String objection = CaCertificates.objectionToIssuing(authority);
        if (objection != null) {
            throw unusable(
                    authority,
                    objection,
                    "use a CA's certificate, or trust this one for itself: --pin " + Shell.word(path));
        }
        String weakness = Keys.objection(authority.getPublicKey());
        if (weakness != null) {
            throw unusable(authority, "has " + weakness, "create a new CA with a P-256 key");
        }
        return authority;
    }

    private Problem unusable(X509Certificate certificate, String why, String hint) {
        return new Problem("the certificate " + CertificateName.subject(certificate) + " in " + path + " " + why, hint);
    }
}
