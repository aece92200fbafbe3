package io.securechat.server;

import java.time.Duration;

/** Lets something happen a number of times at once, and then again in each span of time (a token bucket); what is more is refused. */
final class Throttle {
    private final long cost;
    private final long most;

    /** The moment at which the bucket is full again, in nanoseconds of a monotonic clock. */
    private long fullAt;

    /** @param now the time by a monotonic clock, in nanoseconds */
    Throttle(Rate rate, long now) {
        this.cost = rate.per().toNanos() / rate.messages();
        this.most = cost * rate.messages();
        this.fullAt = now;
    }

    /**
     * Lets it happen, if that is not too often.
     *
     * @param now the time by the same clock
     * @return {@link Duration#ZERO} if it may, else how long it takes until it may
     */
    Duration admit(long now) {
        long missing = Math.max(0, fullAt - now);
        long excess = missing + cost - most;
        if (excess > 0) {
            return Duration.ofNanos(excess);
        }
        fullAt = now + missing + cost;
        return Duration.ZERO;
    }
}
