package io.securechat.tls.pem;

import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.X509Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A file to write, usually in PEM: path, content, and whether it is secret. */
public final class PemFile {
    private static final int LINE_LENGTH = 64;

    private final Path path;
    private final byte[] content;
    private final boolean secret;

    PemFile(Path path, byte[] content, boolean secret) {
        this.path = path;
        this.content = content;
        this.secret = secret;
    }

    /** Returns a file of a certificate or a chain. */
    public static PemFile of(Path path, Collection<X509Certificate> certificates) {
        return text(path, pem(certificates), false);
    }

    /** Returns the two files of an identity: its certificates, and its key in PKCS#8, not encrypted. */
    public static List<PemFile> of(Path certificates, Path key, Identity identity) {
        return List.of(
                of(certificates, identity.chain()),
                ofKey(key, identity.key(), identity.certificate().getPublicKey()));
    }

    /**
     * Returns the same two files, with the key encrypted.
     *
     * @param passphrase at least one character
     */
    public static List<PemFile> of(Path certificates, Path key, Identity identity, char[] passphrase) {
        try {
            byte[] encoded = encode(identity.key(), identity.certificate().getPublicKey());
            byte[] encrypted = EncryptedKey.encrypt(encoded, passphrase).getEncoded();
            return List.of(
                    of(certificates, identity.chain()), text(key, pem("ENCRYPTED PRIVATE KEY", encrypted), true));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot encrypt a key", e);
        }
    }

    /** Returns one file with certificates and key, as most other clients need it. */
    public static PemFile ofBoth(Path path, Identity identity) {
        byte[] key = encode(identity.key(), identity.certificate().getPublicKey());
        return text(path, pem(identity.chain()) + pem("PRIVATE KEY", key), true);
    }

    /** Returns a file of a revocation list. */
    public static PemFile of(Path path, X509CRL crl) {
        return ofLists(path, List.of(crl));
    }

    /** Returns a file of revocation lists. */
    public static PemFile ofLists(Path path, List<X509CRL> crls) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509CRL crl : crls) {
                text.append(pem("X509 CRL", crl.getEncoded()));
            }
        } catch (CRLException e) {
            throw new IllegalArgumentException(e);
        }
        return text(path, text.toString(), false);
    }

    public static PemFile of(Path path, String type, byte[] encoded) {
        return text(path, pem(type, encoded), false);
    }

    public static PemFile ofKey(Path path, PrivateKey key, PublicKey publicKey) {
        return text(path, pem("PRIVATE KEY", encode(key, publicKey)), true);
    }

    /** Returns a file in another format that only its owner may read. */
    public static PemFile secret(Path path, byte[] content) {
        return new PemFile(path, content.clone(), true);
    }

    public static PemFile text(Path path, String text, boolean secret) {
        return new PemFile(path, text.getBytes(StandardCharsets.UTF_8), secret);
    }

    public Path path() {
        return path;
    }

    public byte[] content() {
        return content;
    }

    /** Returns whether only the owner may read the file. */
    boolean isSecret() {
        return secret;
    }

    /** Returns the path only: the content may be a private key. */
    @Override
    public String toString() {
        return "PemFile[" + path + "]";
    }

    /** Adds the public key to an EC key: the JDK omits it, and GnuTLS needs it (RFC 5915 §3). */
    private static byte[] encode(PrivateKey privateKey, PublicKey publicKey) {
        if (!(privateKey instanceof ECPrivateKey key)) {
            return privateKey.getEncoded();
        }
        try {
            SubjectPublicKeyInfo info = Keys.info(publicKey);
            int bits = key.getParams().getOrder().bitLength();
            return new PrivateKeyInfo(
                            info.getAlgorithm(),
                            new org.bouncycastle.asn1.sec.ECPrivateKey(bits, key.getS(), info.getPublicKeyData(), null))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a key", e);
        }
    }

    private static String pem(Collection<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(pem("CERTIFICATE", X509Encoding.encode(certificate)));
        }
        return text.toString();
    }

    private static String pem(String type, byte[] content) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + base64.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
