package io.securechat.history.time;

import io.securechat.history.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generator of ids for entries. An id is the time, but always higher than the one before. When the clock is set back, a new era
 * begins, in which ids run ahead of the time.
 */
public final class Ids {
    private static final Logger LOG = LoggerFactory.getLogger(Ids.class);

    /** A clock that is set back by less than this is a routine correction: the time of entries stands still until it catches up. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** The latest time of an id. A clock beyond it is wrong, and would leave no ids for a later era. */
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final Clock clock;
    private volatile long last;
    private volatile Eras eras;
    private final List<Eras.Era> unsaved = new ArrayList<>();

    /** @param last the highest id ever assigned */
    public Ids(Clock clock, long last, Eras eras) {
        this.clock = clock;
        this.last = last;
        this.eras = eras;
    }

    /** Assigns an id. Not thread-safe. */
    public long next() {
        long now = Math.min(Math.max(0, clock.millis()), LATEST);
        long reached = last >>> Entry.COUNT_BITS;
        Eras.Era era = eras.newest();
        long back = era.timeOf(last) - now;
        if (back > TOLERANCE.toMillis() && !eras.isFull()) {
            LOG.warn(
                    "the clock was set back by {} seconds: new messages have the new time, and keep their order",
                    Duration.ofMillis(back).toSeconds());
            era = begin(new Eras.Era(Entry.firstIdAt(reached + 1), reached + 1 - now));
        } else if (era.ahead() > 0 && now > reached && !eras.isFull()) {
            era = begin(new Eras.Era(Entry.firstIdAt(now), 0));
        }
        long next = Math.max(last + 1, Entry.firstIdAt(now + era.ahead()));
        last = next;
        return next;
    }

    /** Returns an id that {@link #next} would assign now, or a lower one. Thread-safe, like all methods below. */
    public long present() {
        long now = Math.min(Math.max(0, clock.millis()), LATEST);
        return Math.max(last + 1, Entry.firstIdAt(now + eras.newest().ahead()));
    }

    private Eras.Era begin(Eras.Era era) {
        eras = eras.with(era);
        unsaved.add(era);
        return era;
    }

    /** Returns the eras begun since the last call to {@link #saved}. For the thread that calls {@link #next}. */
    public List<Eras.Era> unsaved() {
        return List.copyOf(unsaved);
    }

    public void saved() {
        unsaved.clear();
    }

    public long last() {
        return last;
    }

    Eras eras() {
        return eras;
    }

    public Instant timeOf(long id) {
        return eras.timeOf(id);
    }

    /** Returns the latest time that any entry can have: now, or the time of the newest id if that is later. */
    public Instant latest() {
        Instant now = clock.instant();
        Instant newest = timeOf(last);
        return newest.isAfter(now) ? newest : now;
    }
}
