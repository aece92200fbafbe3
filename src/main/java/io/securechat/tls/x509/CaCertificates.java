package io.securechat.tls.x509;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Extensions that make a certificate a CA's (RFC 5280 §4.2.1.3 and §4.2.1.9). */
public final class CaCertificates {
    private static final int KEY_CERT_SIGN = 5;

    private CaCertificates() {}

    /** Returns whether basicConstraints say CA:TRUE. */
    public static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Returns whether keyUsage is present and allows signing certificates. */
    public static boolean hasKeyCertSign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[KEY_CERT_SIGN];
    }

    /** Returns the reason why a certificate must not issue others, or null if it may. */
    public static @Nullable String objectionToIssuing(X509Certificate certificate) {
        if (!isAuthority(certificate)) {
            return "is not a CA's: its basicConstraints do not say CA:TRUE";
        }
        return hasKeyCertSign(certificate) || certificate.getKeyUsage() == null
                ? null
                : "is a CA's that must not sign certificates: its keyUsage has no keyCertSign";
    }
}
