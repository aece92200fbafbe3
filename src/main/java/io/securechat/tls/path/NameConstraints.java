package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.tls.x509.CertificateName;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/** Names for which CAs may issue certificates (RFC 5280 §4.2.1.10); the constraints of a trusted CA apply as well. */
final class NameConstraints {
    private NameConstraints() {}

    /** @param path from the peer's certificate to the trusted one, with verified signatures */
    static void check(List<X509Certificate> path) throws OpenSslCertificateException {
        if (path.stream().allMatch(certificate -> extension(certificate, Extension.nameConstraints) == null)) {
            return;
        }
        PKIXNameConstraintValidator constraints = new PKIXNameConstraintValidator();
        for (int i = path.size() - 1; i >= 0; i--) {
            X509Certificate certificate = path.get(i);
            boolean selfIssued = CertificateName.isSelfIssued(certificate);
            try {
                if (i < path.size() - 1 && (i == 0 || !selfIssued)) {
                    checkNames(certificate, constraints);
                }
                add(certificate, constraints);
            } catch (NameConstraintValidatorException e) {
                throw PathRules.refused(path, i, "has a name that a CA above it may not issue (nameConstraints)");
            } catch (RuntimeException e) {
                throw PathRules.refused(path, i, "has names or nameConstraints that cannot be read");
            }
        }
    }

    private static void checkNames(X509Certificate certificate, PKIXNameConstraintValidator constraints)
            throws NameConstraintValidatorException {
        X500Name subject = CertificateName.distinguishedName(certificate);
        if (subject.size() > 0) {
            check(new GeneralName(subject), constraints);
        }
        for (var address : subject.getRDNs(BCStyle.EmailAddress)) {
            check(new GeneralName(GeneralName.rfc822Name, address.getFirst().getValue()), constraints);
        }
        byte[] alternatives = extension(certificate, Extension.subjectAlternativeName);
        if (alternatives != null) {
            for (GeneralName name : GeneralNames.getInstance(alternatives).getNames()) {
                check(name, constraints);
            }
        }
    }

    private static void check(GeneralName name, PKIXNameConstraintValidator constraints)
            throws NameConstraintValidatorException {
        constraints.checkPermitted(name);
        constraints.checkExcluded(name);
    }

    private static void add(X509Certificate certificate, PKIXNameConstraintValidator constraints) {
        byte[] extension = extension(certificate, Extension.nameConstraints);
        if (extension == null) {
            return;
        }
        var own = org.bouncycastle.asn1.x509.NameConstraints.getInstance(extension);
        if (own.getPermittedSubtrees() != null) {
            constraints.intersectPermittedSubtree(own.getPermittedSubtrees());
        }
        if (own.getExcludedSubtrees() != null) {
            for (GeneralSubtree excluded : own.getExcludedSubtrees()) {
                constraints.addExcludedSubtree(excluded);
            }
        }
    }

    private static byte @Nullable [] extension(X509Certificate certificate, ASN1ObjectIdentifier oid) {
        byte[] value = certificate.getExtensionValue(oid.getId());
        return value == null ? null : ASN1OctetString.getInstance(value).getOctets();
    }
}
