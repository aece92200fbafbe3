package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Why a certificate is refused. OpenSSL's code of it (X509_V_ERR_…) decides the alert that BoringSSL sends. The JDK's client
 * looks at the reason, but has an alert of its own for a revoked server only, and its server has certificate_unknown for all.
 */
enum CertificateFault {
    NOT_YET_VALID(9, BasicReason.NOT_YET_VALID, "Certificate not yet valid"),
    EXPIRED(10, BasicReason.EXPIRED, "Certificate expired"),
    UNKNOWN_CA(20, PKIXReason.NO_TRUST_ANCHOR, "Certificate no longer trusted"),
    REVOKED(23, BasicReason.REVOKED, "Certificate revoked"),
    WRONG_PURPOSE(26, PKIXReason.INVALID_KEY_USAGE, "Certificate no longer trusted"),
    REJECTED(28, BasicReason.UNSPECIFIED, "Certificate no longer trusted"),
    HOST_MISMATCH(62, BasicReason.UNSPECIFIED, "Certificate no longer trusted");

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // the JDK's reasons are enums themselves
    private final Reason reason;

    private final String farewell;

    CertificateFault(int code, Reason reason, String farewell) {
        this.code = code;
        this.reason = reason;
        this.farewell = farewell;
    }

    /** What somebody is told who was accepted before and is not any more. */
    String farewell() {
        return farewell;
    }

    /** @param sentence what is wrong, safe to print, when there is no certificate of which it could be said */
    OpenSslCertificateException because(String sentence) {
        return new OpenSslCertificateException(sentence, code);
    }

    /**
     * @param sentence what is wrong with which certificate, safe to print
     * @param path from the certificate that was shown towards its CA, as far as that is known
     * @param index which one of them is at fault
     */
    OpenSslCertificateException because(String sentence, List<X509Certificate> path, int index) {
        return because(sentence, path, index, null);
    }

    OpenSslCertificateException because(
            String sentence, List<X509Certificate> path, int index, @Nullable Throwable cause) {
        return new OpenSslCertificateException(
                sentence,
                new CertPathValidatorException(sentence, cause, X509Encoding.path(path), index, reason),
                code);
    }

    /** The certificate that was shown and refused, if there was one. */
    static Optional<X509Certificate> shown(OpenSslCertificateException e) {
        return onPath(e, invalid -> 0);
    }

    /** The certificate at fault, which may be the one that was shown or one of those above it. */
    static Optional<X509Certificate> atFault(OpenSslCertificateException e) {
        return onPath(e, CertPathValidatorException::getIndex);
    }

    private static Optional<X509Certificate> onPath(
            OpenSslCertificateException e, ToIntFunction<CertPathValidatorException> index) {
        return e.getCause() instanceof CertPathValidatorException invalid && invalid.getCertPath() != null
                ? Optional.of((X509Certificate)
                        invalid.getCertPath().getCertificates().get(index.applyAsInt(invalid)))
                : Optional.empty();
    }

    static @Nullable CertificateFault of(OpenSslCertificateException e) {
        for (CertificateFault refusal : values()) {
            if (refusal.code == e.errorCode()) {
                return refusal;
            }
        }
        return null;
    }
}
