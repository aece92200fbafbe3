package io.securechat.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --days}: how long something is valid. */
final class DaysOption {
    static final int CA = 3650;
    static final int SERVER = 825;
    static final int USER = 365;
    static final int REVOCATIONS = 365;

    private static final int MOST = 3650;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "how long it is valid, 1 to " + MOST + " (default: " + CA + " for a CA, " + SERVER
                    + " for a server, " + USER + " for a user and ca.crl)")
    private @Nullable Integer days;

    /**
     * The time that was asked for.
     *
     * @param usual that of who says nothing, in days
     */
    Duration orElse(int usual) {
        int chosen = days == null ? usual : days;
        UsageException.require(spec, chosen >= 1 && chosen <= MOST, "--days", chosen, "use 1 to " + MOST);
        return Duration.ofDays(chosen);
    }
}
