package io.securechat.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how often something happens: a burst at once, and then as much again in each span of time. More tokens may be taken than
 * the bucket holds, and then it takes longer until there is one again. Not thread-safe.
 */
final class TokenBucket {
    private final LongSupplier nanoTime;
    private final long burst;

    /** Nanoseconds until another token is there; 0 without a rate, so that nothing is ever missing. */
    private final long perToken;

    /** The moment at which the bucket is full again, in nanoseconds: each token taken puts it off. */
    private long fullAt;

    /**
     * A full bucket.
     *
     * @param rate null for any number of tokens
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    TokenBucket(@Nullable Rate rate, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.burst = rate == null ? 0 : rate.messages();
        this.perToken = rate == null ? 0 : rate.per().toNanos() / rate.messages();
        this.fullAt = nanoTime.getAsLong();
    }

    /** How long it takes until there is a token; {@link Duration#ZERO} if there is one. */
    Duration delay() {
        return Duration.ofNanos(Math.max(0, missing() + perToken - burst * perToken));
    }

    /** How long it takes until it is full, if nothing more is taken. */
    Duration recovery() {
        return Duration.ofNanos(missing());
    }

    /**
     * Takes tokens whether they are there or not, but never more than a burst at once. However many are taken in all, the bucket is
     * full again after twice the rate's span of time.
     */
    void take(long tokens) {
        fullAt = nanoTime.getAsLong() + Math.min(missing() + Math.min(tokens, burst) * perToken, 2 * burst * perToken);
    }

    /**
     * Takes a token if there is one.
     *
     * @return {@link Duration#ZERO} if there was, else how long it takes until there is
     */
    Duration tryTake() {
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
