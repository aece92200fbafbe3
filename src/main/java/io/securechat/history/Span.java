package io.securechat.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a history, bounded by ids, times, or both. Ids follow the order of entries, times the clock; the two differ after
 * the clock is set back. All bounds are exclusive.
 *
 * @param after only entries with higher ids
 * @param before only entries with lower ids
 * @param since only later entries, to the millisecond; null for any time
 * @param until only earlier entries, to the millisecond; null for any time
 */
public record Span(
        long after,
        long before,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** The whole history. */
    public static final Span ALL = between(-1, Long.MAX_VALUE);

    /** Returns the part between two ids. */
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

    /** Returns whether the part is bounded by time. */
    public boolean isTimed() {
        return since != null || until != null;
    }

    boolean includes(Entry entry) {
        return entry.id() > after
                && entry.id() < before
                && (since == null || entry.time().toEpochMilli() > since.toEpochMilli())
                && (until == null || entry.time().toEpochMilli() < until.toEpochMilli());
    }
}
