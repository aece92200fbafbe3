package io.securechat.history;

import java.util.Set;

/**
 * Which entries of a place are wanted.
 *
 * @param after only entries with higher ids
 * @param before only entries with lower ids
 * @param limit at most so many
 * @param newest whether the limit leaves the newest of them, or the oldest
 * @param events verbs of entries that count although they are {@linkplain Entry.Draft#isMessage no messages}
 */
public record Range(long after, long before, int limit, boolean newest, Set<String> events) {
    public Range {
        events = Set.copyOf(events);
    }

    /** The newest messages. */
    public static Range latest(int limit) {
        return new Range(-1, Long.MAX_VALUE, limit, true, Set.of());
    }

    boolean includes(Entry entry) {
        return entry.id() > after
                && entry.id() < before
                && (entry.draft().isMessage() || events.contains(entry.draft().verb()));
    }
}
