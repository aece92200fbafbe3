package io.securechat.tls.pem;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Shell;
import io.securechat.tls.x509.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/** Decodes private keys: PKCS#8, plain or encrypted, and the older forms of OpenSSL. */
public final class PemKeys {
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** The JDK's names of algorithms. */
    public static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
            Map.of(X9ObjectIdentifiers.id_ecPublicKey, "EC", PKCSObjectIdentifiers.rsaEncryption, "RSA");

    private PemKeys() {}

    /** @param file the source of the key, for error messages */
    static PrivateKey decode(PemObject object, Path file, Supplier<char[]> passphrase) {
        if (object.hasHeaders()) {
            throw weaklyEncrypted(file);
        }
        PemX509.requireComplete(object.content(), "private key", object, file);
        try {
            return switch (object.type()) {
                case "PRIVATE KEY" -> key(PrivateKeyInfo.getInstance(object.content()), file);
                case ENCRYPTED -> key(decrypt(object, file, passphrase), file);
                case "EC PRIVATE KEY" -> key(fromSec1(ECPrivateKey.getInstance(object.content())), file);
                case "RSA PRIVATE KEY" -> key(fromPkcs1(RSAPrivateKey.getInstance(object.content())), file);
                default -> throw unsupported(file, "a " + SafeText.of(object.type()));
            };
        } catch (Problem problem) {
            throw problem;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw PemX509.damaged(file, "private key", object, e);
        }
    }

    private static PrivateKey key(PrivateKeyInfo info, Path file) throws IOException, GeneralSecurityException {
        ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
        String algorithm = ALGORITHMS.get(oid);
        if (algorithm == null) {
            throw unsupported(file, "a key of type " + new DefaultAlgorithmNameFinder().getAlgorithmName(oid));
        }
        ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
        if (algorithm.equals("EC") && (curve == null || !Keys.CURVES.contains(curve))) {
            throw unsupported(file, "an EC key of a curve other than P-256, P-384 and P-521");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static PrivateKeyInfo decrypt(PemObject object, Path file, Supplier<char[]> passphrase) {
        EncryptedPrivateKeyInfo encrypted = EncryptedPrivateKeyInfo.getInstance(object.content());
        char[] secret = passphrase.get();
        if (secret.length == 0) {
            throw new Problem(
                    "the private key " + file + " is encrypted, and no passphrase was given",
                    "write the passphrase into a file that only you can read, and use --passphrase-file FILE");
        }
        try {
            return EncryptedKey.decrypt(encrypted, secret);
        } catch (NoSuchAlgorithmException e) {
            throw weaklyEncrypted(file);
        } catch (GeneralSecurityException e) {
            throw new Problem("the passphrase of the private key " + file + " is wrong", "try again", e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static PrivateKeyInfo fromSec1(ECPrivateKey key) throws IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
    }

    private static PrivateKeyInfo fromPkcs1(RSAPrivateKey key) throws IOException {
        return new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
    }

    private static Problem weaklyEncrypted(Path file) {
        return new Problem(
                "the private key " + file + " is encrypted by an algorithm that securechat does not support",
                "encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + Shell.word(file) + " -out FILE");
    }

    private static Problem unsupported(Path file, String what) {
        return new Problem(
                file + " contains " + what + ", which securechat does not support",
                "use an EC key (P-256) or an RSA key in PKCS#8 form; gencert generates one: "
                        + Problem.command("gencert"));
    }
}
