package io.securechat.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

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

    /** The two files of an identity: its certificates, and its key, in PKCS#8 form and not encrypted. */
    public static List<PemFile> of(Path certificates, Path key, Identity identity) {
        String text = pem("PRIVATE KEY", encode(identity));
        return List.of(of(certificates, identity.chain()), new PemFile(key, text, true));
    }

    /** An EC key goes with its public key, which the JDK leaves out and GnuTLS cannot do without (RFC 5915 §3). */
    private static byte[] encode(Identity identity) {
        if (!(identity.key() instanceof ECPrivateKey key)) {
            return identity.key().getEncoded();
        }
        try {
            SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo.getInstance(
                    identity.certificate().getPublicKey().getEncoded());
            int bits = key.getParams().getOrder().bitLength();
            return new PrivateKeyInfo(
                            publicKey.getAlgorithm(),
                            new org.bouncycastle.asn1.sec.ECPrivateKey(
                                    bits, key.getS(), publicKey.getPublicKeyData(), null))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a key", e);
        }
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
