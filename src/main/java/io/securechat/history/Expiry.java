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

    /** Entries with lower ids are too old; 0 where none is, or nobody knows. */
    long firstKept() {
        return retention.age() == null ? 0 : firstWithin(retention.age());
    }

    /** The lowest id of what was said within some time until now; 0 where nobody knows. */
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
