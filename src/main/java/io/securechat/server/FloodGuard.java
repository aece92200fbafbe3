package io.securechat.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody may cause: a burst, and then as much again in each span of time (a token bucket). The unit is a line; what a
 * line makes the server do is charged afterwards. What is beyond that has to wait; nothing is lost, and nobody is thrown out.
 * Owned by the chat's thread.
 */
final class FloodGuard {
    /** Bytes of {@link Work} that cost as much as a line. */
    static final int BYTES_PER_LINE = 4096;

    private final LongSupplier nanoTime;
    private final long cost;
    private final long most;

    /** The moment at which the bucket is full again, in nanoseconds: each line puts that off. */
    private long fullAt;

    /**
     * Lets a burst through at once; with no rate, everything always.
     *
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    FloodGuard(@Nullable Rate rate, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.cost = rate == null ? 0 : rate.per().toNanos() / rate.messages();
        this.most = rate == null ? 0 : cost * rate.messages();
        this.fullAt = nanoTime.getAsLong();
    }

    /** How long it takes until there is room for a line; {@link Duration#ZERO} if there is. */
    Duration delay() {
        return cost == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, missing() + cost - most));
    }

    /** How long it takes until it is full, if nothing is charged any more. */
    Duration recovery() {
        return Duration.ofNanos(missing());
    }

    /** Charges a line. */
    void chargeLine() {
        charge(cost);
    }

    /** Charges what a line has made the server do. It may be more than there was room for: the next line waits longer then. */
    void chargeWork(long bytes) {
        if (bytes >= BYTES_PER_LINE) {
            charge(Math.min(bytes / BYTES_PER_LINE * cost, most));
        }
    }

    /** However much was caused at once, nobody has to wait for longer than it takes to fill the bucket twice. */
    private void charge(long nanos) {
        if (cost > 0) {
            fullAt = nanoTime.getAsLong() + Math.min(missing() + nanos, 2 * most);
        }
    }

    private long missing() {
        return cost == 0 ? 0 : Math.max(0, fullAt - nanoTime.getAsLong());
    }
}
