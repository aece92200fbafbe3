package io.securechat.server.limit;

import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A rate limiter in lines; the work that a line causes is charged afterwards. The excess is delayed, not lost. Owned by
 * the thread {@code chat}.
 */
public final class FloodGuard {
    /** Bytes of {@link Work} that cost as much as a line. */
    public static final int BYTES_PER_LINE = 4096;

    private final TokenBucket lines;

    /**
     * @param rate null for no limit
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    public FloodGuard(Settings.@Nullable Rate rate, LongSupplier nanoTime) {
        lines = new TokenBucket(rate, nanoTime);
    }

    /** The time until a line is permitted. */
    public Duration delay() {
        return lines.delay();
    }

    /** The time until all charges have expired. */
    public Duration recovery() {
        return lines.recovery();
    }

    public void chargeLine() {
        lines.take(1);
    }

    /** Charges the work of a line. It may exceed the limit: then the next line waits longer. */
    public void chargeWork(long bytes) {
        if (bytes >= BYTES_PER_LINE) {
            lines.take(bytes / BYTES_PER_LINE);
        }
    }
}
