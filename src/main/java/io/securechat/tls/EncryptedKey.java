package io.securechat.tls;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Opens a PKCS#8 key that is encrypted by PBES2 with PBKDF2 and AES (RFC 8018), which is what OpenSSL writes. The JDK's own
 * reader refuses passphrases that are not ASCII, and Bouncy Castle's needs its provider registered.
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

    private EncryptedKey() {}

    /**
     * Decrypts a key.
     *
     * @throws NoSuchAlgorithmException when it is encrypted in another way
     * @throws GeneralSecurityException when the passphrase is wrong
     */
    static PrivateKeyInfo decrypt(EncryptedPrivateKeyInfo info, char[] passphrase) throws GeneralSecurityException {
        if (!info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw new NoSuchAlgorithmException("not PBES2");
        }
        PBES2Parameters scheme =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        Integer bits = KEY_BITS.get(scheme.getEncryptionScheme().getAlgorithm());
        if (bits == null || !scheme.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new NoSuchAlgorithmException("not PBKDF2 and AES");
        }
        byte[] key =
                derive(PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters()), bits, passphrase);
        byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                .getOctets();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        byte[] decrypted = cipher.doFinal(info.getEncryptedData());
        try {
            return PrivateKeyInfo.getInstance(decrypted);
        } catch (IllegalArgumentException e) {
            // One wrong passphrase in 256 leaves what looks like good padding.
            throw new InvalidKeySpecException(e);
        }
    }

    private static byte[] derive(PBKDF2Params parameters, int bits, char[] passphrase) throws GeneralSecurityException {
        String algorithm = DERIVATIONS.get(parameters.getPrf().getAlgorithm());
        if (algorithm == null) {
            throw new NoSuchAlgorithmException("unknown PBKDF2 function");
        }
        int iterations = parameters.getIterationCount().intValueExact();
        PBEKeySpec spec = new PBEKeySpec(passphrase, parameters.getSalt(), iterations, bits);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } finally {
            spec.clearPassword();
        }
    }
}
