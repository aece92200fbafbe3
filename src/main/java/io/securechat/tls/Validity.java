package io.securechat.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** From when until when a certificate is valid, both moments included. */
@SuppressWarnings("JavaUtilDate") // X509Certificate gives nothing else
public final class Validity {
    private Validity() {}

    public static Instant begin(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    public static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }
}
