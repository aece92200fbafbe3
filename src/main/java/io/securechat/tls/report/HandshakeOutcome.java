package io.securechat.tls.report;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.tls.path.CertificateFault;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** Outcomes of a handshake with a client, by their cause. */
public enum HandshakeOutcome {
    ACCEPTED(Result.ACCEPTED),
    /** The client has no certificate, or none that it could send. */
    NO_CERTIFICATE(Result.REFUSED),
    /** The client's certificate. */
    EXPIRED(Result.REFUSED),
    NOT_YET_VALID(Result.REFUSED),
    UNKNOWN_CA(Result.REFUSED),
    REVOKED(Result.REFUSED),
    WRONG_PURPOSE(Result.REFUSED),
    REJECTED(Result.REFUSED),
    /** Too many failed handshakes from its network. */
    THROTTLED(Result.REFUSED),
    /** Closed to make room for others. */
    REPLACED(Result.FAILED),
    NOT_TLS(Result.FAILED),
    TIMED_OUT(Result.FAILED),
    CLOSED(Result.FAILED),
    /** The client sent an alert, for instance because it does not trust the server. */
    ALERT(Result.FAILED),
    /** Anything else, such as no common version. */
    OTHER(Result.FAILED);

    /** Accepted, refused by the server, or failed. */
    public enum Result {
        ACCEPTED,
        REFUSED,
        FAILED
    }

    private final Result result;

    HandshakeOutcome(Result result) {
        this.result = result;
    }

    /** Returns the outcome of a failed handshake. */
    public static HandshakeOutcome of(Throwable failure) {
        Optional<OpenSslCertificateException> refused = TlsErrors.find(failure, OpenSslCertificateException.class);
        if (refused.isPresent()) {
            return of(CertificateFault.of(refused.get()));
        }
        if (is(failure, NotSslRecordException.class)) {
            return NOT_TLS;
        }
        if (is(failure, SslHandshakeTimeoutException.class)) {
            return TIMED_OUT;
        }
        if (is(failure, ClosedChannelException.class) || is(failure, SslClosedEngineException.class)) {
            return CLOSED;
        }
        if (TlsErrors.isWithoutCertificate(failure)) {
            return NO_CERTIFICATE;
        }
        return TlsErrors.alert(failure).isPresent() ? ALERT : OTHER;
    }

    private static HandshakeOutcome of(CertificateFault fault) {
        return switch (fault) {
            case EXPIRED -> EXPIRED;
            case NOT_YET_VALID -> NOT_YET_VALID;
            case UNKNOWN_CA -> UNKNOWN_CA;
            case REVOKED -> REVOKED;
            case WRONG_PURPOSE -> WRONG_PURPOSE;
            case REJECTED, HOST_MISMATCH -> REJECTED;
        };
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> type) {
        return TlsErrors.find(failure, type).isPresent();
    }

    public Result result() {
        return result;
    }
}
