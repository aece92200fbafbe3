package io.securechat.cli.serve;

import io.securechat.cli.option.Converters;
import io.securechat.history.Retention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --keep} and {@code --keep-size}: the limits of the journal. */
final class RetentionOptions {
    private static final int MAX_KEEP = 36_500;

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            converter = Days.class,
            description = "Delete messages older than DAYS (default: keep all)")
    private @Nullable Integer keep;

    @Option(
            names = "--keep-size",
            paramLabel = "MIB",
            converter = Converters.Positive.class,
            description =
                    "Delete the oldest messages when the journal is larger than MIB mebibytes (default: no limit)")
    private @Nullable Integer keepSize;

    Retention retention() {
        return new Retention(keep == null ? null : Duration.ofDays(keep), keepSize == null ? 0 : (long) keepSize << 20);
    }

    private static final class Days extends Converters.Range {
        Days() {
            super(1, MAX_KEEP, "use 1 to " + MAX_KEEP + " days");
        }
    }
}
