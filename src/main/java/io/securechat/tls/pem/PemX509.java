package io.securechat.tls.pem;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.x509.X509Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.openssl.CertificateTrustBlock;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.jspecify.annotations.Nullable;

/** Decodes certificates and revocation lists of PEM files. */
public final class PemX509 {
    private PemX509() {}

    public static X509Certificate certificate(PemObject object, Path file) {
        boolean trusted = object.type().equals(PemObject.TRUSTED_CERTIFICATE);
        byte[] encoded = trusted ? withoutRestrictions(object, file) : object.content();
        requireComplete(encoded, "certificate", object, file);
        try {
            return X509Encoding.certificate(encoded);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw damaged(file, "certificate", object, e);
        }
    }

    /**
     * Returns the certificate only. OpenSSL appends purposes to a trusted certificate, which are not supported; an alias is
     * harmless.
     */
    private static byte[] withoutRestrictions(PemObject object, Path file) {
        byte[] content = object.content();
        int end = Math.max(Der.length(content), 0);
        byte[] appended = Arrays.copyOfRange(content, end, content.length);
        if (appended.length > 0 && isRestriction(content, appended, object, file)) {
            throw new Problem(
                    "the certificate in " + file + " is restricted by OpenSSL to some purposes" + object.place()
                            + ", which securechat does not support",
                    "to trust it for everything: openssl x509 -in " + Shell.word(file) + " -out NEW.crt");
        }
        return Arrays.copyOf(content, end);
    }

    private static boolean isRestriction(byte[] content, byte[] appended, PemObject object, Path file) {
        requireComplete(appended, "certificate", object, file);
        try {
            CertificateTrustBlock trust = new X509TrustedCertificateBlock(content).getTrustBlock();
            return !trust.getUses().isEmpty() || !trust.getProhibitions().isEmpty();
        } catch (IOException | RuntimeException e) {
            throw damaged(file, "certificate", object, e);
        }
    }

    public static X509CRL crl(PemObject object, Path file) {
        requireComplete(object.content(), "revocation list", object, file);
        try {
            return X509Encoding.crl(object.content());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw damaged(file, "revocation list", object, e);
        }
    }

    /** Checks that an encoding is a single element: the JDK ignores trailing bytes. */
    public static void requireComplete(byte[] encoded, String what, PemObject object, Path file) {
        int length = Der.length(encoded);
        if (length >= 0 && length < encoded.length) {
            int excess = encoded.length - length;
            throw new Problem(
                    "the " + what + " in " + file + " is damaged" + object.place() + ": " + excess
                            + (excess == 1 ? " byte follows it" : " bytes follow it"),
                    "get a fresh copy of the file");
        }
        if (length < 0) {
            throw damaged(file, what, object, null);
        }
    }

    public static Problem damaged(Path file, String what, PemObject object, @Nullable Exception cause) {
        return new Problem(
                "the " + what + " in " + file + " is damaged or in an unknown format" + object.place(),
                "get a fresh copy of the file",
                cause);
    }
}
