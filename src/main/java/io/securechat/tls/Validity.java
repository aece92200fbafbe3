package io.securechat.tls;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/** From when until when a certificate or a revocation list is valid, both moments included, in whole seconds. */
@SuppressWarnings("JavaUtilDate") // the JDK's certificates give nothing else
public final class Validity {
    /** Clocks differ: a new certificate is valid since an hour ago. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private Validity() {}

    public static Instant begin(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    public static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    static boolean includes(X509Certificate certificate, Instant now) {
        return !now.isAfter(end(certificate)) && !now.isBefore(begin(certificate));
    }

    /** When a list was made. */
    static Instant begin(X509CRL crl) {
        return crl.getThisUpdate().toInstant();
    }

    /** When the next list is due; a list need not tell (RFC 5280 §5.1.2.5 demands it all the same). */
    static Optional<Instant> end(X509CRL crl) {
        return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
    }

    /** When a certificate that is made now begins to be valid. */
    static Instant begin(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(BACKDATED);
    }
}
