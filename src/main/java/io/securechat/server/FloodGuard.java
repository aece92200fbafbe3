package io.securechat.server;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one user may send: a burst, and then as much again in each span of time (a token bucket). What is beyond that has
 * to wait; nothing is lost, and nobody is thrown out. Owned by the chat's thread.
 */
final class FloodGuard {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final long cost;
    private final long most;

    /** The moment at which the bucket is full again, in nanoseconds: each line puts that off. */
    private long fullAt;

    /** Lets a burst through at once; with no rate, everything always. */
    FloodGuard(@Nullable Rate rate, Clock clock) {
        this.clock = clock;
        this.cost = rate == null ? 0 : rate.per().toNanos() / rate.messages();
        this.most = rate == null ? 0 : cost * rate.messages();
    }

    /**
     * Lets a line through if there is room for one.
     *
     * @return {@link Duration#ZERO} if it is through, else how long it takes until there is room for it
     */
    Duration admit() {
        long now = clock.millis() * NANOS_PER_MILLI;
        // A clock that was set back must not make it longer than ever.
        long missing = Math.max(0, Math.min(fullAt - now, most));
        boolean through = missing + cost <= most;
        fullAt = now + missing + (through ? cost : 0);
        return Duration.ofNanos(through ? 0 : missing + cost - most);
    }
}
