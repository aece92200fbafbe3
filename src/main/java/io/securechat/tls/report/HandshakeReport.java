package io.securechat.tls.report;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.Problem;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** A failed handshake in one line for the server's log: the cause, the certificate, and the command that fixes it. */
public final class HandshakeReport {
    private HandshakeReport() {}

    /**
     * Returns the cause, safe to print. If a client's certificate was refused, its subject, fingerprint and remedy follow:
     * {@code certificate CN=ada expired at …, sha256:…; java -jar … gencert renew ada}.
     */
    public static String describe(Throwable failure) {
        Optional<OpenSslCertificateException> refused = TlsErrors.find(failure, OpenSslCertificateException.class);
        if (refused.isPresent()) {
            return describe(refused.get());
        }
        if (is(failure, NotSslRecordException.class)) {
            return "not TLS";
        }
        if (is(failure, SslHandshakeTimeoutException.class)) {
            return "handshake timed out";
        }
        if (is(failure, ClosedChannelException.class) || is(failure, SslClosedEngineException.class)) {
            return "connection closed during the handshake";
        }
        return TlsErrors.alert(failure)
                .map(alert -> "the peer sent the alert " + alert)
                .orElseGet(() -> TlsErrors.cause(failure));
    }

    /** Returns whether this side refused the peer's certificate. */
    public static boolean isPeerRefused(Throwable failure) {
        return is(failure, OpenSslCertificateException.class);
    }

    /** Returns whether the peer refused our certificate, so that another attempt is useless. */
    public static boolean isOwnCertificateRefused(Throwable failure) {
        return !isPeerRefused(failure)
                && TlsErrors.alert(failure).filter(TlsAlert::refusesCertificate).isPresent();
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> type) {
        return TlsErrors.find(failure, type).isPresent();
    }

    private static String describe(OpenSslCertificateException refusal) {
        String sentence = String.valueOf(refusal.getMessage());
        Optional<X509Certificate> own = CertificateFault.shown(refusal);
        if (own.isEmpty()) {
            return sentence;
        }
        X509Certificate shown = own.get();
        X509Certificate atFault = CertificateFault.atFault(refusal).orElse(shown);
        CertificateFault fault = CertificateFault.of(refusal);
        boolean isIssuers = !atFault.equals(shown);
        return sentence
                + (isIssuers ? ", and " + CertificateName.subject(shown) + " depends on it" : "")
                + (isIssuers || fault != CertificateFault.EXPIRED ? ", valid until " + Validity.end(shown) : "")
                + ", sha256:" + CertificateName.fingerprint(shown)
                + "; " + remedy(fault, shown, atFault);
    }

    private static String remedy(CertificateFault fault, X509Certificate shown, X509Certificate atFault) {
        return switch (fault) {
            case EXPIRED -> Remedy.renew(atFault, KeyPurpose.CLIENT);
            case NOT_YET_VALID -> "correct the clocks: the time here is " + Instant.now();
            case UNKNOWN_CA ->
                "to accept it: " + Problem.command("serve --trust-ca FILE") + " with its CA, or --pin FILE with it, or "
                        + Remedy.issue(shown);
            case REVOKED -> "if it was revoked by mistake: " + Remedy.renew(shown, KeyPurpose.CLIENT);
            case WRONG_PURPOSE, REJECTED, HOST_MISMATCH -> Remedy.issue(shown);
        };
    }
}
