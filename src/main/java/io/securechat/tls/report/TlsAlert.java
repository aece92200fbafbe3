package io.securechat.tls.report;

import java.util.Locale;
import java.util.Optional;

/** TLS alerts (RFC 8446 §6). */
public enum TlsAlert {
    CLOSE_NOTIFY(0),
    UNEXPECTED_MESSAGE(10),
    BAD_RECORD_MAC(20),
    RECORD_OVERFLOW(22),
    HANDSHAKE_FAILURE(40),
    BAD_CERTIFICATE(42),
    UNSUPPORTED_CERTIFICATE(43),
    CERTIFICATE_REVOKED(44),
    CERTIFICATE_EXPIRED(45),
    CERTIFICATE_UNKNOWN(46),
    ILLEGAL_PARAMETER(47),
    UNKNOWN_CA(48),
    ACCESS_DENIED(49),
    DECODE_ERROR(50),
    DECRYPT_ERROR(51),
    PROTOCOL_VERSION(70),
    INSUFFICIENT_SECURITY(71),
    INTERNAL_ERROR(80),
    INAPPROPRIATE_FALLBACK(86),
    USER_CANCELED(90),
    MISSING_EXTENSION(109),
    UNSUPPORTED_EXTENSION(110),
    UNRECOGNIZED_NAME(112),
    BAD_CERTIFICATE_STATUS_RESPONSE(113),
    UNKNOWN_PSK_IDENTITY(115),
    CERTIFICATE_REQUIRED(116),
    NO_APPLICATION_PROTOCOL(120);

    private final int code;

    TlsAlert(int code) {
        this.code = code;
    }

    static Optional<TlsAlert> of(int code) {
        for (TlsAlert alert : values()) {
            if (alert.code == code) {
                return Optional.of(alert);
            }
        }
        return Optional.empty();
    }

    /** @param name as in RFC 8446, such as {@code unknown_ca} */
    static Optional<TlsAlert> of(String name) {
        for (TlsAlert alert : values()) {
            if (alert.toString().equals(name)) {
                return Optional.of(alert);
            }
        }
        return Optional.empty();
    }

    /** Returns whether the sender refuses the certificate that it received, or received none. */
    boolean refusesCertificate() {
        return switch (this) {
            case BAD_CERTIFICATE,
                    UNSUPPORTED_CERTIFICATE,
                    CERTIFICATE_REVOKED,
                    CERTIFICATE_EXPIRED,
                    CERTIFICATE_UNKNOWN,
                    CERTIFICATE_REQUIRED,
                    UNKNOWN_CA,
                    ACCESS_DENIED -> true;
            default -> false;
        };
    }

    /** Returns the name in RFC 8446. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
