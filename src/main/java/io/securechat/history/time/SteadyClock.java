package io.securechat.history.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that is not trusted for {@linkplain #HOLD a day} after a jump, so that a date set by mistake deletes nothing before the
 * operator can correct it. Thread-safe.
 */
public final class SteadyClock {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** The difference between the clock's movement and the time passed that counts as a jump. */
    static final Duration JUMP = Duration.ofHours(1);

    /** The time without entries after which a jump while the server was down is assumed. */
    static final Duration ABSENCE = Duration.ofDays(1);

    /** The time during which the clock is not trusted. */
    static final Duration HOLD = Duration.ofDays(1);

    /** The time between the readings of the two clocks, at most. */
    private static final Duration APART = Duration.ofMinutes(1);

    private final Clock clock;
    private final LongSupplier ticker;
    private long wall;
    private long tick;
    private boolean held;
    private long heldSince;

    /** @param ids of the entries so far; the clock should be close to the newest */
    public SteadyClock(Clock clock, LongSupplier ticker, Ids ids) {
        this.clock = clock;
        this.ticker = ticker;
        this.wall = clock.millis();
        this.tick = ticker.getAsLong();
        if (ids.last() != 0) {
            long away = wall - ids.timeOf(ids.last()).toEpochMilli();
            if (away > ABSENCE.toMillis() || away < -JUMP.toMillis()) {
                hold();
            }
        }
    }

    /** Returns the time, or nothing for a day after a jump. Detects jumps between calls, so call it often. */
    synchronized Optional<Instant> now() {
        long nanos;
        Instant now;
        do { // again if the process was stopped between the two readings, which would look like a jump
            nanos = ticker.getAsLong();
            now = clock.instant();
        } while (ticker.getAsLong() - nanos > APART.toNanos());
        long jumped = now.toEpochMilli() - wall - Duration.ofNanos(nanos - tick).toMillis();
        wall = now.toEpochMilli();
        tick = nanos;
        if (Math.abs(jumped) > JUMP.toMillis()) {
            LOG.warn(
                    "the clock jumped by {} seconds to {}: no old messages are deleted for {} hours; if the clock is wrong,"
                            + " correct it before then",
                    jumped / 1000,
                    now,
                    HOLD.toHours());
            hold();
        }
        held &= nanos - heldSince < HOLD.toNanos();
        return held ? Optional.empty() : Optional.of(now);
    }

    private void hold() {
        held = true;
        heldSince = tick;
    }
}
