package io.securechat.history;

import java.util.Set;

/**
 * Which entries of a place are wanted.
 *
 * @param span where in its history
 * @param limit at most so many
 * @param newest whether the limit leaves the newest of them, or the oldest
 * @param events verbs of entries that count although they are {@linkplain Entry.Draft#isMessage no messages}
 */
public record Range(Span span, int limit, boolean newest, Set<String> events) {
    public Range {
        events = Set.copyOf(events);
    }

    /** Entries between two ids, both excluded. */
    public Range(long after, long before, int limit, boolean newest, Set<String> events) {
        this(Span.between(after, before), limit, newest, events);
    }

    /** The newest messages. */
    public static Range latest(int limit) {
        return new Range(Span.ALL, limit, true, Set.of());
    }

    boolean includes(Entry entry) {
        return span.includes(entry)
                && (entry.draft().isMessage() || events.contains(entry.draft().verb()));
    }
}
