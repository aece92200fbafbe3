package io.securechat.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before each attempt to connect: from two seconds to a minute, doubling, with jitter. */
final class Backoff {
    private static final long FIRST_MILLIS = 2_000;
    private static final long LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;
    private long nextMillis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half and the whole of a span that doubles, so that a restarted server is not met by everybody at once. */
    Duration next() {
        long millis = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
        return Duration.ofMillis(millis);
    }

    /** Begins anew, after a connection that has worked. */
    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
