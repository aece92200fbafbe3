package io.securechat.tls.x509;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/** Validity periods of certificates and revocation lists, both ends included, in whole seconds. */
@SuppressWarnings("JavaUtilDate") // the type of the JDK's certificates
public final class Validity {
    /** Clocks differ: a new certificate is valid from an hour ago. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private Validity() {}

    public static Instant begin(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    public static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    public static boolean includes(X509Certificate certificate, Instant now) {
        return !now.isAfter(end(certificate)) && !now.isBefore(begin(certificate));
    }

    /** Returns the time at which a list was issued. */
    public static Instant begin(X509CRL crl) {
        return crl.getThisUpdate().toInstant();
    }

    /** Returns the time at which the next list is due; some lists omit it, although RFC 5280 §5.1.2.5 requires it. */
    public static Optional<Instant> end(X509CRL crl) {
        return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
    }

    /** Returns the time from which a certificate issued now is valid. */
    public static Instant begin(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(BACKDATED);
    }

    /** Returns a time in days: {@code less than a day}, {@code 1 day} or {@code 69 days}. */
    public static String days(Duration time) {
        long days = time.toDays();
        return days < 1 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }
}
