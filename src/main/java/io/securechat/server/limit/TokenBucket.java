package io.securechat.server.limit;

import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A rate limiter: a burst at once, and as much again in each period. More tokens may be taken than there are; then the
 * next one takes longer. Not thread-safe.
 */
public final class TokenBucket {
    private final LongSupplier nanoTime;
    private final long burst;

    /** Nanoseconds for each token; 0 without a rate. */
    private final long perToken;

    /** The time in nanoseconds at which the bucket is full; each token taken postpones it. */
    private long fullAt;

    /**
     * A full bucket.
     *
     * @param rate null for no limit
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    public TokenBucket(Settings.@Nullable Rate rate, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.burst = rate == null ? 0 : rate.messages();
        this.perToken = rate == null ? 0 : rate.per().toNanos() / rate.messages();
        this.fullAt = nanoTime.getAsLong();
    }

    /** The time until there is a token. */
    public Duration delay() {
        return Duration.ofNanos(Math.max(0, missing() + perToken - burst * perToken));
    }

    /** The time until the bucket is full. */
    public Duration recovery() {
        return Duration.ofNanos(missing());
    }

    /**
     * Takes tokens even if there are too few, but never more than a burst at once. The bucket is always full again
     * after twice the rate's period.
     */
    public void take(long tokens) {
        fullAt = nanoTime.getAsLong() + Math.min(missing() + Math.min(tokens, burst) * perToken, 2 * burst * perToken);
    }

    /**
     * Takes a token if there is one.
     *
     * @return {@link Duration#ZERO} if there was one, or else the time until there is
     */
    public Duration tryTake() {
        Duration delay = delay();
        if (delay.isZero()) {
            take(1);
        }
        return delay;
    }

    private long missing() {
        return Math.max(0, fullAt - nanoTime.getAsLong());
    }
}
