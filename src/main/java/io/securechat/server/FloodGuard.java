package io.securechat.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody may cause, in lines; what a line makes the server do is charged afterwards. What is beyond that has to wait;
 * nothing is lost, and nobody is thrown out. Owned by the chat's thread.
 */
final class FloodGuard {
    /** Bytes of {@link Work} that cost as much as a line. */
    static final int BYTES_PER_LINE = 4096;

    private final TokenBucket lines;

    /**
     * @param rate null for any amount
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    FloodGuard(@Nullable Rate rate, LongSupplier nanoTime) {
        lines = new TokenBucket(rate, nanoTime);
    }

    /** How long it takes until there is room for a line; {@link Duration#ZERO} if there is. */
    Duration delay() {
        return lines.delay();
    }

    /** How long it takes until nothing counts any more that was charged so far. */
    Duration recovery() {
        return lines.recovery();
    }

    void chargeLine() {
        lines.take(1);
    }

    /** Charges what a line has made the server do. It may be more than there was room for: the next line waits longer then. */
    void chargeWork(long bytes) {
        if (bytes >= BYTES_PER_LINE) {
            lines.take(bytes / BYTES_PER_LINE);
        }
    }
}
