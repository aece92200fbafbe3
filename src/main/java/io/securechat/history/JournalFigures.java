package io.securechat.history;

import java.util.OptionalLong;

/**
 * Measurements of a journal since it was opened.
 *
 * @param writable false from a failed write until one succeeds
 * @param stored drafts stored
 * @param refused drafts refused, because the disk failed or too many were waiting
 * @param waiting drafts that wait for their commit
 * @param commits the durations of commits, with their fsync
 * @param unindexed entries that the search index does not have yet, up to {@value #MAX_UNINDEXED}; empty if it is not known
 */
public record JournalFigures(
        boolean writable, long stored, long refused, int waiting, Durations.Snapshot commits, OptionalLong unindexed) {
    /** The limit of counting. */
    public static final int MAX_UNINDEXED = 100_000;
}
