package io.securechat.tls;

import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of trusted certificates, and what the user means them to be. */
public record TrustFile(Path path, Meaning meaning) {
    /** The name under which {@code gencert} keeps a CA's certificate. */
    private static final String USUAL_AUTHORITY = "ca.crt";

    /** What the certificates of a file are trusted for. */
    public enum Meaning {
        /** To issue others: {@code --trust-ca}. */
        AUTHORITIES,
        /** For themselves only: {@code --pin}. */
        PINS,
        /** What they say, where that leaves no doubt: {@code --trust}. */
        UNSAID
    }

    /** The usual file of a CA. */
    public static TrustFile usualAuthority() {
        return new TrustFile(Path.of(USUAL_AUTHORITY), Meaning.AUTHORITIES);
    }

    /**
     * Reads the file.
     *
     * @throws Problem when it cannot be read, when a CA is wanted and a certificate is none, when a CA's key is weak, or when it
     *     is not clear whether a certificate is meant to issue others
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

    /** {@code openssl req -x509} makes CA:TRUE unasked: a flag alone does not tell that somebody may vouch for others. */
    private boolean isAuthority(X509Certificate certificate) {
        if (!CaCertificates.isAuthority(certificate)) {
            return false;
        }
        if (path.endsWith(USUAL_AUTHORITY) && CaCertificates.hasKeyCertSign(certificate)) {
            return true;
        }
        throw new Problem(
                "the certificate " + CertificateName.subject(certificate) + " in " + path
                        + " says CA:TRUE, but --trust does not tell whether it may issue others",
                "if it is a CA, whose certificates are all to be accepted: --trust-ca " + Shell.word(path)
                        + "; if it is one person's or server's own: --pin " + Shell.word(path));
    }

    private X509Certificate checked(X509Certificate authority) {
        String objection = CaCertificates.objectionToIssuing(authority);
        if (objection != null) {
            throw unusable(
                    authority,
                    objection,
                    "name a CA's certificate, or trust this one for itself: --pin " + Shell.word(path));
        }
        String weakness = Keys.objection(authority.getPublicKey());
        if (weakness != null) {
            throw unusable(authority, "has " + weakness, "make a new CA with a P-256 key");
        }
        return authority;
    }

    private Problem unusable(X509Certificate certificate, String why, String hint) {
        return new Problem("the certificate " + CertificateName.subject(certificate) + " in " + path + " " + why, hint);
    }
}
