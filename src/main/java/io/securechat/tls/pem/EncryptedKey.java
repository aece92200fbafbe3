package io.securechat.tls.pem;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypts and decrypts PKCS#8 keys by PBES2 with PBKDF2 and AES (RFC 8018), as OpenSSL does. The JDK accepts ASCII passphrases only,
 * and Bouncy Castle's decryptor needs its provider registered.
 */
final class EncryptedKey {
    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
            PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
            PKCSObjectIdentifiers.id_hmacWithSHA384, "PBKDF2WithHmacSHA384",
            PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

    private static final Map<ASN1ObjectIdentifier, Integer> KEY_BITS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 128,
            NISTObjectIdentifiers.id_aes192_CBC, 192,
            NISTObjectIdentifiers.id_aes256_CBC, 256);

    /** A guess at the passphrase takes half a second on one core. */
    private static final int ITERATIONS = 600_000;

    /** Decryption may take seconds, not hours. */
    private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(10_000_000);

    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private EncryptedKey() {}

    /**
     * Encrypts a key with AES-256 and a passphrase, by PBKDF2 with HMAC-SHA256.
     *
     * @param key in PKCS#8 form
     * @param passphrase at least one character
     */
    static EncryptedPrivateKeyInfo encrypt(byte[] key, char[] passphrase) throws GeneralSecurityException {
        PBKDF2Params derivation = new PBKDF2Params(
                random(SALT_BYTES),
                ITERATIONS,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
        ASN1ObjectIdentifier algorithm = NISTObjectIdentifiers.id_aes256_CBC;
        byte[] iv = random(IV_BYTES);
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(derive(derivation, bits(algorithm), passphrase), "AES"),
                new IvParameterSpec(iv));
        PBES2Parameters scheme = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                new EncryptionScheme(algorithm, new DEROctetString(iv)));
        return new EncryptedPrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, scheme), cipher.doFinal(key));
    }

    /**
     * Decrypts a key.
     *
     * @throws NoSuchAlgorithmException if it is encrypted by another algorithm
     * @throws GeneralSecurityException if the passphrase is wrong
     */
    static PrivateKeyInfo decrypt(EncryptedPrivateKeyInfo info, char[] passphrase) throws GeneralSecurityException {
        if (!info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw new NoSuchAlgorithmException("not PBES2");
        }
        PBES2Parameters scheme =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        if (!scheme.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new NoSuchAlgorithmException("not PBKDF2");
        }
        int bits = bits(scheme.getEncryptionScheme().getAlgorithm());
        byte[] key =
                derive(PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters()), bits, passphrase);
        byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                .getOctets();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        byte[] decrypted = cipher.doFinal(info.getEncryptedData());
        try {
            return PrivateKeyInfo.getInstance(decrypted);
        } catch (IllegalArgumentException e) {
            // One wrong passphrase in 256 leaves valid padding.
            throw new InvalidKeySpecException(e);
        }
    }

    private static byte[] derive(PBKDF2Params parameters, int bits, char[] passphrase) throws GeneralSecurityException {
        String algorithm = DERIVATIONS.get(parameters.getPrf().getAlgorithm());
        if (algorithm == null) {
            throw new NoSuchAlgorithmException("unknown PBKDF2 function");
        }
        BigInteger iterations = parameters.getIterationCount();
        if (iterations.signum() <= 0 || iterations.compareTo(MAX_ITERATIONS) > 0) {
            throw new NoSuchAlgorithmException("PBKDF2 with " + iterations + " iterations");
        }
        PBEKeySpec spec = new PBEKeySpec(passphrase, parameters.getSalt(), iterations.intValue(), bits);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static int bits(ASN1ObjectIdentifier cipher) throws NoSuchAlgorithmException {
        Integer bits = KEY_BITS.get(cipher);
        if (bits == null) {
            throw new NoSuchAlgorithmException("not AES");
        }
        return bits;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
