package io.securechat.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that is not trusted for some time after it has jumped, so that a date that was set by mistake deletes nothing before
 * somebody can correct it. For any thread.
 */
final class SteadyClock {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** A clock that moves by so much more or less than time has passed has jumped. */
    static final Duration JUMP = Duration.ofHours(1);

    /** After so long without an entry, a clock may have jumped while no server ran. */
    static final Duration ABSENCE = Duration.ofDays(1);

    /** How long it is not trusted. */
    static final Duration HOLD = Duration.ofDays(1);

    /** How far apart the readings of the two clocks may be. */
    private static final Duration APART = Duration.ofMinutes(1);

    private final Clock clock;
    private final LongSupplier ticker;
    private long wall;
    private long tick;
    private boolean held;
    private long heldSince;

    /** @param ids those of the entries so far, whose times the clock should be near to */
    SteadyClock(Clock clock, LongSupplier ticker, Ids ids) {
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

    /** The time, unless the clock has jumped lately; to be asked often. */
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
                    "the clock has jumped by {} seconds, to {}: old messages are deleted again in {} hours; correct the clock"
                            + " before if it is wrong",
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
