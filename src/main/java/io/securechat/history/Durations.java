package io.securechat.history;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A histogram of durations. Thread-safe. */
public final class Durations {
    /** The upper limits of the buckets, in seconds; one more bucket has what is longer. */
    public static final List<Double> LIMITS =
            List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] counts = new long[LIMITS.size() + 1];
    private long total;

    /**
     * The state of a histogram.
     *
     * @param counts the number of durations in each bucket
     * @param seconds the sum of all durations
     */
    public record Snapshot(List<Long> counts, double seconds) {
        public Snapshot {
            counts = List.copyOf(counts);
        }
    }

    /** Adds a duration. */
    public synchronized void add(long nanos) {
        double duration = nanos / SECOND;
        int bucket = 0;
        while (bucket < LIMITS.size() && duration > LIMITS.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        total += nanos;
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(LongStream.of(counts).boxed().toList(), total / SECOND);
    }
}
