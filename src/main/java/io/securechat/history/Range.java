package io.securechat.history;

/**
 * Which entries of a place are wanted.
 *
 * @param after only entries with higher ids
 * @param before only entries with lower ids
 * @param limit at most so many
 * @param newest whether the limit leaves the newest of them, or the oldest
 * @param redactions whether entries count that take others back ({@link Entry#REDACT})
 */
public record Range(long after, long before, int limit, boolean newest, boolean redactions) {
    /** The newest entries. */
    public static Range latest(int limit) {
        return new Range(-1, Long.MAX_VALUE, limit, true, false);
    }

    boolean includes(Entry entry) {
        return entry.id() > after
                && entry.id() < before
                && (redactions || !entry.draft().verb().equals(Entry.REDACT));
    }
}
