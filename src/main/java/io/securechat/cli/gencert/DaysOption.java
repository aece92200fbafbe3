package io.securechat.cli.gencert;

import io.securechat.cli.option.Converters;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --days}: the validity of a certificate or revocation list. */
public final class DaysOption {
    public static final int CA = 3650;
    public static final int SERVER = 825;
    public static final int USER = 365;
    public static final int REVOCATIONS = 365;

    private static final int MAX = 3650;

    @Option(
            names = "--days",
            paramLabel = "N",
            converter = Days.class,
            description = "Validity in days, 1 to " + MAX + " (default: " + CA + " for a CA, " + SERVER
                    + " for a server, " + USER + " for a user and ca.crl)")
    private @Nullable Integer days;

    /**
     * Returns the validity chosen by the user, or the default.
     *
     * @param defaultDays in days
     */
    public Duration orElse(int defaultDays) {
        return Duration.ofDays(days == null ? defaultDays : days);
    }

    private static final class Days extends Converters.Range {
        Days() {
            super(1, MAX, "use 1 to " + MAX);
        }
    }
}
