package io.securechat.client.connection;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The delays before attempts to reconnect: exponential, with jitter. */
public final class Backoff {
    private final RandomGenerator random;
    private final long firstMillis;
    private final long longestMillis;
    private final Duration longestForMessage;
    private long nextMillis;

    /** Delays of up to 2 s at first, and up to a minute after some attempts, or 10 s while a message waits. */
    public Backoff() {
        this(new SplittableRandom(), Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    public Backoff(RandomGenerator random, Duration first, Duration longest) {
        this(random, first, longest, Duration.ofSeconds(10));
    }

    /** @param longestForMessage the longest delay while a message of the user waits */
    public Backoff(RandomGenerator random, Duration first, Duration longest, Duration longestForMessage) {
        this.longestForMessage = longestForMessage;
        this.random = random;
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
        this.nextMillis = firstMillis;
    }

    /** Returns the next delay: a random part of a span that doubles, at least half of it, so that clients do not all return at once. */
    Duration next() {
        long millis = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(2 * nextMillis, longestMillis);
        return Duration.ofMillis(millis);
    }

    /** The longest delay while a message of the user waits. */
    Duration longestForMessage() {
        return longestForMessage;
    }

    /** Starts over: after a successful connection, or because the next attempt may succeed. */
    void reset() {
        nextMillis = firstMillis;
    }
}
