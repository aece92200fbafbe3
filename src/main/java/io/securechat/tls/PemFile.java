package io.securechat.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A PEM file to be written: where, what, and whether it is for its owner's eyes only.
 *
 * @param text the whole content, ASCII
 * @param secret whether nobody but the owner may read it
 */
public record PemFile(Path path, String text, boolean secret) {
    private static final int LINE_LENGTH = 64;

    /** A certificate, or a chain of them. */
    public static PemFile of(Path path, Collection<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return new PemFile(path, text.toString(), false);
    }

    /** A private key in PKCS#8 form, not encrypted. */
    public static PemFile of(Path path, PrivateKey key) {
        return new PemFile(path, pem("PRIVATE KEY", key.getEncoded()), true);
    }

    /** The two files of an identity: its certificates, and its key. */
    public static List<PemFile> of(Path certificates, Path key, Identity identity) {
        return List.of(of(certificates, identity.chain()), of(key, identity.key()));
    }

    /** Tells the path only: the content may be a private key. */
    @Override
    public String toString() {
        return "PemFile[" + path + "]";
    }

    private static String pem(String type, byte[] content) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + base64.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
