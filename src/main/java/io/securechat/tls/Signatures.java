package io.securechat.tls;

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
 * Verifies signatures of certificates, each once, up to {@value #MOST} in all or {@value #MOST_WRONG} wrong ones: the client
 * decides how many there are, and one verification takes milliseconds.
 */
final class Signatures {
    static final int MOST = 8;

    /** Wrong ones: a stranger has no others. */
    static final int MOST_WRONG = 3;

    /** Signature algorithms with SHA-2 or better, by their names in the JDK; MD5 and SHA-1 can be forged. */
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

    /** Whether a certificate is signed by an algorithm that nobody can forge. */
    static boolean isStrong(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        return STRONG.contains(name) || (name.equals("RSASSA-PSS") && isStrongPss(certificate.getSigAlgParams()));
    }

    /** Without parameters it is PSS with SHA-1 (RFC 4055 §3.1). */
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

    /** Whether no further signature is going to be verified. */
    boolean areExhausted() {
        return answers.size() >= MOST || wrong >= MOST_WRONG;
    }

    /** How many signatures have been verified: what the other side has cost. */
    int count() {
        return answers.size();
    }

    /**
     * Whether a certificate is signed by a key.
     *
     * @param issuer a key of a CA that is known to be authentic, so that nobody else chooses what is calculated
     * @return false also when too many have been verified
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
