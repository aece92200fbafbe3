package io.securechat.tls;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when until when a certificate is valid, both moments included, in whole seconds. */
@SuppressWarnings("JavaUtilDate") // X509Certificate gives nothing else
final class Validity {
    /** Clocks differ: a new certificate is valid since an hour ago. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private Validity() {}

    static Instant begin(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** When a certificate that is made now begins to be valid. */
    static Instant begin(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(BACKDATED);
    }
}
