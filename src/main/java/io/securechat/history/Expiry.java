package io.securechat.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells which entries are older than they are kept. For any thread. */
final class Expiry {
    private final Retention retention;
    private final SteadyClock clock;
    private final Ids ids;

    Expiry(Retention retention, SteadyClock clock, Ids ids) {
        this.retention = retention;
        this.clock = clock;
        this.ids = ids;
    }

    /** Entries with lower ids are too old; 0 if none is, or while the clock is not trusted. */
    long firstKept() {
        return retention.age() == null ? 0 : firstWithin(retention.age());
    }

    /** The lowest id within an age; 0 while the clock is not trusted. */
    long firstWithin(Duration age) {
        Optional<Instant> now = clock.now();
        return now.isEmpty()
                ? 0
                : ids.eras().firstSince(now.get().minus(age), now.get()).orElse(0);
    }

    /** How many bytes are kept, 0 for any number. */
    long bytes() {
        return retention.bytes();
    }
}
