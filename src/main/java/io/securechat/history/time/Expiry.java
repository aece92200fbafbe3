package io.securechat.history.time;

import io.securechat.history.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The retention limits of a journal, by its ids and clock. Thread-safe. */
public final class Expiry {
    private final Retention retention;
    private final SteadyClock clock;
    private final Ids ids;

    public Expiry(Retention retention, SteadyClock clock, Ids ids) {
        this.retention = retention;
        this.clock = clock;
        this.ids = ids;
    }

    /** Returns the lowest id within the retention's age; 0 if there is no limit, or while the clock is not trusted. */
    public long firstKept() {
        return retention.age() == null ? 0 : firstWithin(retention.age());
    }

    /** Returns the lowest id of an age or younger; 0 while the clock is not trusted. */
    public long firstWithin(Duration age) {
        Optional<Instant> now = clock.now();
        return now.isEmpty()
                ? 0
                : ids.eras().firstSince(now.get().minus(age), now.get()).orElse(0);
    }

    /** Returns the maximum size of the journal in bytes, 0 for no limit. */
    public long bytes() {
        return retention.bytes();
    }
}
