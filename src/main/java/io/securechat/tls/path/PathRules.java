package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.SafeText;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.Validity;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a certificate path (RFC 5280 §6.1) with verified signatures; the constraints in a trusted CA's certificate apply as
 * well. A refusal names in one sentence the certificate and the rule that it violates.
 */
final class PathRules {
    /** Critical extensions that this class or the JDK's trust manager processes. */
    private static final Set<String> KNOWN = Set.of(
            Extension.basicConstraints.getId(),
            Extension.keyUsage.getId(),
            Extension.extendedKeyUsage.getId(),
            Extension.subjectAlternativeName.getId(),
            Extension.nameConstraints.getId(),
            Extension.certificatePolicies.getId(),
            Extension.policyMappings.getId(),
            Extension.policyConstraints.getId(),
            Extension.inhibitAnyPolicy.getId());

    private final KeyPurpose purpose;
    private final Revocations revocations;
    private final Instant now;

    PathRules(KeyPurpose purpose, Revocations revocations, Instant now) {
        this.purpose = purpose;
        this.revocations = revocations;
        this.now = now;
    }

    /**
     * Checks all rules.
     *
     * @param path from the peer's certificate to the trusted one, both included; a single certificate if it is pinned
     */
    void check(List<X509Certificate> path) throws OpenSslCertificateException {
        for (int i = 0; i < path.size(); i++) {
            checkTime(path, i);
        }
        checkPurpose(path);
        for (int i = 0; i < path.size(); i++) {
            checkKey(path, i);
        }
        if (!Keys.isUsableInTls(path.get(0).getPublicKey())) {
            throw refused(path, 0, "has a key that is not accepted for TLS; use P-256, P-384 or RSA");
        }
        for (int i = 0; i + 1 < path.size(); i++) {
            checkRevocation(path, i);
            checkSignatureAlgorithm(path, i);
            checkExtensions(path, i);
        }
        for (int i = 1; i < path.size(); i++) {
            checkAuthority(path, i);
        }
        checkNamed(path);
        NameConstraints.check(path);
    }

    /** Checks a key. Called before a verification with it, which could take seconds with an unusual one. */
    static void checkKey(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        String objection = Keys.objection(path.get(index).getPublicKey());
        if (objection != null) {
            throw refused(path, index, "has " + objection);
        }
    }

    private void checkTime(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        X509Certificate certificate = path.get(index);
        if (now.isAfter(Validity.end(certificate))) {
            throw CertificateFault.EXPIRED.because(
                    who(path, index) + " expired at " + Validity.end(certificate), path, index);
        }
        if (now.isBefore(Validity.begin(certificate))) {
            throw CertificateFault.NOT_YET_VALID.because(
                    who(path, index) + " is not valid before " + Validity.begin(certificate), path, index);
        }
    }

    private void checkPurpose(List<X509Certificate> path) throws OpenSslCertificateException {
        for (int i = 0; i < path.size(); i++) {
            try {
                if (i == 0 ? !purpose.allowedBy(path.get(i)) : !purpose.mayBeIssuedBy(path.get(i))) {
                    String sentence = who(path, i)
                            + (i == 0 ? " is not meant for " : " may not issue certificates for ")
                            + purpose.holder();
                    throw CertificateFault.WRONG_PURPOSE.because(sentence, path, i);
                }
            } catch (CertificateParsingException e) {
                throw refused(path, i, "has an unreadable key usage");
            }
        }
    }

    private void checkRevocation(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        if (revocations.include(path.get(index), path.get(index + 1))) {
            throw CertificateFault.REVOKED.because(
                    "certificate " + CertificateName.subject(path.get(index)) + " has been revoked", path, index);
        }
    }

    private static void checkSignatureAlgorithm(List<X509Certificate> path, int index)
            throws OpenSslCertificateException {
        X509Certificate certificate = path.get(index);
        if (!Signatures.isStrong(certificate)) {
            throw refused(
                    path,
                    index,
                    "is signed with " + SafeText.of(certificate.getSigAlgName()) + ", which is not secure");
        }
    }

    /** Checks that a certificate names its holder (RFC 5280 §4.1.2.6). */
    private static void checkNamed(List<X509Certificate> path) throws OpenSslCertificateException {
        X509Certificate leaf = path.get(0);
        if (leaf.getSubjectX500Principal().getName().isEmpty()
                && leaf.getExtensionValue(Extension.subjectAlternativeName.getId()) == null) {
            throw refused(path, 0, "has neither a subject nor a subjectAltName");
        }
    }

    private static void checkExtensions(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        Set<String> critical = path.get(index).getCriticalExtensionOIDs();
        @Nullable String unknown = critical == null
                ? null
                : critical.stream()
                        .filter(oid -> !KNOWN.contains(oid))
                        .sorted()
                        .findFirst()
                        .orElse(null);
        if (unknown != null) {
            throw refused(path, index, "has the critical extension " + unknown + ", which is not supported");
        }
    }

    /** Checks that a CA may issue the certificates below it. */
    private static void checkAuthority(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        X509Certificate authority = path.get(index);
        String objection = CaCertificates.objectionToIssuing(authority);
        if (objection != null) {
            throw refused(path, index, objection);
        }
        long below = path.subList(1, index).stream()
                .filter(ca -> !CertificateName.isSelfIssued(ca))
                .count();
        if (below > authority.getBasicConstraints()) {
            throw refused(
                    path,
                    index,
                    "allows " + authority.getBasicConstraints() + " CAs below it (pathLenConstraint), and there "
                            + (below == 1 ? "is 1" : "are " + below));
        }
    }

    static OpenSslCertificateException refused(List<X509Certificate> path, int index, String why) {
        return CertificateFault.REJECTED.because(who(path, index) + " " + why, path, index);
    }

    private static String who(List<X509Certificate> path, int index) {
        X509Certificate certificate = path.get(index);
        boolean authority = index > 0 || CaCertificates.isAuthority(certificate);
        return (authority ? "CA certificate " : "certificate ") + CertificateName.subject(certificate);
    }
}
