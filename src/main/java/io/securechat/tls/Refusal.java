package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import org.jspecify.annotations.Nullable;

/** Why a certificate is refused, with OpenSSL's code of it (X509_V_ERR_…), which decides the TLS alert. */
enum Refusal {
    NOT_YET_VALID(9),
    EXPIRED(10),
    UNKNOWN_CA(20),
    REVOKED(23),
    WRONG_PURPOSE(26),
    REJECTED(28),
    HOST_MISMATCH(62);

    static {
        // The exception below loads Netty's TLS classes.
        Resumption.forbid();
    }

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    /** @param sentence what is wrong with which certificate, safe to print */
    OpenSslCertificateException because(String sentence) {
        return new OpenSslCertificateException(sentence, code);
    }

    OpenSslCertificateException because(String sentence, Throwable cause) {
        return new OpenSslCertificateException(sentence, cause, code);
    }

    static @Nullable Refusal of(OpenSslCertificateException e) {
        for (Refusal refusal : values()) {
            if (refusal.code == e.errorCode()) {
                return refusal;
            }
        }
        return null;
    }
}
