package io.securechat.tls.path;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of certificates, each once, until {@value #MOST} were verified or {@value #MOST_WRONG} were wrong: the client
 * decides how many there are, and a verification takes milliseconds.
 */
public final class Signatures {
    static final int MOST = 8;

    /** Limit of wrong signatures: a client without a certificate of a trusted CA has no others. */
    public static final int MOST_WRONG = 3;

    /** Signature algorithms with SHA-2 or better, by the JDK's names; signatures with MD5 and SHA-1 can be forged. */
    private static final Set<String> STRONG = Set.of(
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA",
            "SHA256withRSA",
            "SHA384withRSA",
            "SHA512withRSA",
            "EdDSA",
            "Ed25519",
            "Ed448");

    private static final Set<ASN1ObjectIdentifier> SHA2 =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    private record Question(X509Certificate certificate, PublicKey issuer) {}

    private final Map<Question, Boolean> answers = new HashMap<>();
    private int wrong;

    /** Returns whether a certificate is signed by an algorithm that is not known to be forgeable. */
    static boolean isStrong(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        return STRONG.contains(name) || (name.equals("RSASSA-PSS") && isStrongPss(certificate.getSigAlgParams()));
    }

    /** PSS without parameters uses SHA-1 (RFC 4055 §3.1). */
    private static boolean isStrongPss(byte @Nullable [] parameters) {
        try {
            return parameters != null
                    && SHA2.contains(RSASSAPSSparams.getInstance(parameters)
                            .getHashAlgorithm()
                            .getAlgorithm());
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Returns whether the limit is reached and no further signature is verified. */
    boolean areExhausted() {
        return answers.size() >= MOST || wrong >= MOST_WRONG;
    }

    /** Returns the number of signatures verified so far. */
    int count() {
        return answers.size();
    }

    /**
     * Returns whether a certificate is signed by a key.
     *
     * @param issuer an authentic CA's key, so that a stranger never chooses the key of a calculation
     * @return false also if the limit is reached
     */
    boolean verify(X509Certificate certificate, PublicKey issuer) {
        Question question = new Question(certificate, issuer);
        Boolean known = answers.get(question);
        if (known != null || areExhausted()) {
            return Boolean.TRUE.equals(known);
        }
        boolean valid = isSigned(certificate, issuer);
        answers.put(question, valid);
        wrong += valid ? 0 : 1;
        return valid;
    }

    static boolean isSigned(X509Certificate certificate, PublicKey issuer) {
        try {
            certificate.verify(issuer);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
