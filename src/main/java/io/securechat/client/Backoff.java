package io.securechat.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before each attempt to connect: longer each time, with jitter. */
final class Backoff {
    private final RandomGenerator random;
    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
        this.nextMillis = firstMillis;
    }

    /** Between half and the whole of a span that doubles, so that a restarted server is not met by everybody at once. */
    Duration next() {
        long millis = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(2 * nextMillis, longestMillis);
        return Duration.ofMillis(millis);
    }

    /** Begins anew, after a connection that has worked. */
    void reset() {
        nextMillis = firstMillis;
    }
}
