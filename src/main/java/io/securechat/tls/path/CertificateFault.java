package io.securechat.tls.path;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.tls.x509.X509Encoding;
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
 * Reasons to refuse a certificate. OpenSSL's code (X509_V_ERR_…) selects the alert that BoringSSL sends. The JDK's client looks at the
 * {@link Reason}, but has an alert of its own for a revoked server only; its server sends certificate_unknown for all.
 */
public enum CertificateFault {
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

    /** Returns the words for a client that was accepted before. */
    public String farewell() {
        return farewell;
    }

    /**
     * Returns an exception for a chain of which no certificate could be parsed.
     *
     * @param sentence the fault, safe to print
     */
    public OpenSslCertificateException because(String sentence) {
        return new OpenSslCertificateException(sentence, code);
    }

    /**
     * Returns an exception for a fault of one certificate on a path.
     *
     * @param sentence the fault and the certificate that has it, safe to print
     * @param path from the peer's certificate towards its CA, as far as it is known
     * @param index of the certificate at fault on the path
     */
    public OpenSslCertificateException because(String sentence, List<X509Certificate> path, int index) {
        return because(sentence, path, index, null);
    }

    public OpenSslCertificateException because(
            String sentence, List<X509Certificate> path, int index, @Nullable Throwable cause) {
        return new OpenSslCertificateException(
                sentence,
                new CertPathValidatorException(sentence, cause, X509Encoding.path(path), index, reason),
                code);
    }

    /** Returns the peer's own certificate, if it could be parsed. */
    public static Optional<X509Certificate> shown(OpenSslCertificateException e) {
        return onPath(e, invalid -> 0);
    }

    /** Returns the certificate at fault: the peer's own, or one of its issuers'. */
    public static Optional<X509Certificate> atFault(OpenSslCertificateException e) {
        return onPath(e, CertPathValidatorException::getIndex);
    }

    private static Optional<X509Certificate> onPath(
            OpenSslCertificateException e, ToIntFunction<CertPathValidatorException> index) {
        return e.getCause() instanceof CertPathValidatorException invalid && invalid.getCertPath() != null
                ? Optional.of((X509Certificate)
                        invalid.getCertPath().getCertificates().get(index.applyAsInt(invalid)))
                : Optional.empty();
    }

    public static CertificateFault of(OpenSslCertificateException e) {
        for (CertificateFault fault : values()) {
            if (fault.code == e.errorCode()) {
                return fault;
            }
        }
        return REJECTED;
    }
}
