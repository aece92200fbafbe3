package io.securechat.tls.x509;

import io.securechat.SafeText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/** New keys, requirements for the keys of others, and key identifiers. */
public final class Keys {
    /** The curves of TLS that the JDK supports: P-256, P-384 and P-521. */
    public static final Set<ASN1Encodable> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 4096;

    /** Greater than any exponent in use; a verification takes longer the greater it is. */
    private static final BigInteger MOST_RSA_EXPONENT = BigInteger.ONE.shiftLeft(32);

    private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519", "Ed448");

    private Keys() {}

    /** Generates a P-256 key, which all clients support. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot generate a key", e);
        }
    }

    /**
     * Returns the reason why a key in a certificate is not accepted, or null if it is. RSA keys have 2048 to 4096 bits and an odd
     * exponent of at most 32 bits; EC keys are on one of the {@link #CURVES}. Others are weak, or a verification could take seconds.
     *
     * @return a phrase such as {@code an RSA key with 1024 bits; 2048 to 4096 are accepted}
     */
    public static @Nullable String objection(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            BigInteger exponent = rsa.getPublicExponent();
            if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
                return "an RSA key with " + bits + " bits; " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS
                        + " are accepted";
            }
            return exponent.testBit(0) && exponent.compareTo(MOST_RSA_EXPONENT) < 0 && exponent.bitLength() > 1
                    ? null
                    : "an RSA key with an even, tiny or huge exponent (" + exponent.bitLength() + " bits)";
        }
        if (key.getAlgorithm().equals("EC")) {
            return CURVES.contains(info(key).getAlgorithm().getParameters())
                    ? null
                    : "an EC key of a curve other than P-256, P-384 and P-521";
        }
        return EDWARDS.contains(key.getAlgorithm())
                ? null
                : "a key of type " + SafeText.of(key.getAlgorithm()) + ", which is not accepted";
    }

    /** Returns algorithm and size, such as {@code EC with 521 bits}, safe to print. */
    public static String describe(PublicKey key) {
        int bits = key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof ECPublicKey ec
                        ? ec.getParams().getCurve().getField().getFieldSize()
                        : 0;
        return SafeText.of(key.getAlgorithm()) + (bits == 0 ? "" : " with " + bits + " bits");
    }

    /** Returns whether a key is usable in TLS: BoringSSL and many other libraries accept neither P-521 nor Edwards curves. */
    public static boolean isUsableInTls(PublicKey key) {
        return objection(key) == null
                && (key instanceof RSAPublicKey
                        || (key instanceof ECPublicKey ec
                                && ec.getParams().getCurve().getField().getFieldSize() < 521));
    }

    /** Computes the identifier of a key by method 1 of RFC 5280 §4.2.1.2. */
    public static byte[] identifier(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-1")
                    .digest(info(key).getPublicKeyData().getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a certificate's subject key identifier, computed if it has none. */
    public static byte[] identifier(X509Certificate certificate) {
        byte[] identifier = KeyIdentifiers.ofSubject(certificate);
        return identifier == null ? identifier(certificate.getPublicKey()) : identifier;
    }

    /** Returns the JDK's name for signing with an EC or RSA key. */
    static String signatureAlgorithm(Key key) {
        return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    }

    public static SubjectPublicKeyInfo info(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }
}
