package io.securechat.history;

import java.time.Clock;

/** Gives out the ids of entries: the time, and always more than the one before, even when the clock is set back. */
final class Ids {
    private final Clock clock;
    private volatile long last;

    /** @param last the highest id that was ever given out */
    Ids(Clock clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    /** For one thread only. */
    long next() {
        long next = Math.max(last + 1, Entry.firstIdAt(clock.instant()));
        last = next;
        return next;
    }

    long last() {
        return last;
    }
}
