package io.securechat.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out the ids of entries: the time, and always more than the one before. When the clock is set back, a new era begins, in
 * which ids run ahead of the time.
 */
final class Ids {
    private static final Logger LOG = LoggerFactory.getLogger(Ids.class);

    /** A clock that goes back by less is waited for, with the time standing still: clocks are corrected all the time. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** A clock beyond this is wrong, and would leave no ids for a later era. */
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final Clock clock;
    private volatile long last;
    private volatile Eras eras;
    private final List<Eras.Era> unsaved = new ArrayList<>();

    /** @param last the highest id that was ever given out */
    Ids(Clock clock, long last, Eras eras) {
        this.clock = clock;
        this.last = last;
        this.eras = eras;
    }

    /** For one thread only. */
    long next() {
        long now = Math.min(Math.max(0, clock.millis()), LATEST);
        long reached = last >>> Entry.COUNT_BITS;
        Eras.Era era = eras.newest();
        long back = era.timeOf(last) - now;
        if (back > TOLERANCE.toMillis() && !eras.isFull()) {
            LOG.warn(
                    "the clock was set back by {} seconds: messages bear the new time, and keep the order in which they were said",
                    Duration.ofMillis(back).toSeconds());
            era = begin(new Eras.Era(Entry.firstIdAt(reached + 1), reached + 1 - now));
        } else if (era.ahead() > 0 && now > reached && !eras.isFull()) {
            era = begin(new Eras.Era(Entry.firstIdAt(now), 0));
        }
        long next = Math.max(last + 1, Entry.firstIdAt(now + era.ahead()));
        last = next;
        return next;
    }

    /** What {@link #next} would give out now, or less; for any thread. */
    long present() {
        long now = Math.min(Math.max(0, clock.millis()), LATEST);
        return Math.max(last + 1, Entry.firstIdAt(now + eras.newest().ahead()));
    }

    private Eras.Era begin(Eras.Era era) {
        eras = eras.with(era);
        unsaved.add(era);
        return era;
    }

    /** Eras that have begun since they were {@link #saved} the last time; for the thread that gives out ids. */
    List<Eras.Era> unsaved() {
        return List.copyOf(unsaved);
    }

    void saved() {
        unsaved.clear();
    }

    long last() {
        return last;
    }

    Eras eras() {
        return eras;
    }

    Instant timeOf(long id) {
        return eras.timeOf(id);
    }

    /** The latest time that anything can have been said: now, or that of the newest entry. */
    Instant latest() {
        Instant now = clock.instant();
        Instant newest = timeOf(last);
        return newest.isAfter(now) ? newest : now;
    }
}
