package io.securechat.history;

import java.util.Set;

/**
 * A selection of the entries of a place.
 *
 * @param span the part of its history
 * @param limit the number of entries, at most
 * @param newest true to select the newest entries within the limit, false for the oldest
 * @param events verbs of entries to include although they are {@linkplain Entry.Draft#isMessage no messages}
 */
public record Range(Span span, int limit, boolean newest, Set<String> events) {
    public Range {
        events = Set.copyOf(events);
    }

    /** Selects entries between two ids, both excluded. */
    public Range(long after, long before, int limit, boolean newest, Set<String> events) {
        this(Span.between(after, before), limit, newest, events);
    }

    /** Returns a selection of the newest messages. */
    public static Range latest(int limit) {
        return new Range(Span.ALL, limit, true, Set.of());
    }

    public boolean includes(Entry entry) {
        return span.includes(entry)
                && (entry.draft().isMessage() || events.contains(entry.draft().verb()));
    }
}
