package io.securechat.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a history. Ids tell the order in which things were said, times what the clock then showed; they differ where the
 * clock was set back. All ends are excluded.
 *
 * @param after only entries with higher ids
 * @param before only entries with lower ids
 * @param since only entries that were said later, to the millisecond; null for any time
 * @param until only entries that were said earlier, to the millisecond; null for any time
 */
public record Span(
        long after,
        long before,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Everything. */
    public static final Span ALL = between(-1, Long.MAX_VALUE);

    /** What lies between two ids. */
    public static Span between(long after, long before) {
        return new Span(after, before, null, null);
    }

    public Span after(long id) {
        return new Span(id, before, since, until);
    }

    public Span before(long id) {
        return new Span(after, id, since, until);
    }

    public Span since(@Nullable Instant time) {
        return new Span(after, before, time, until);
    }

    public Span until(@Nullable Instant time) {
        return new Span(after, before, since, time);
    }

    /** Whether a time matters. */
    boolean isTimed() {
        return since != null || until != null;
    }

    boolean includes(Entry entry) {
        return entry.id() > after
                && entry.id() < before
                && (since == null || entry.time().toEpochMilli() > since.toEpochMilli())
                && (until == null || entry.time().toEpochMilli() < until.toEpochMilli());
    }
}
