package io.securechat.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deletes what is not to be kept any more, in steps so small that nobody waits for them long. */
final class Pruner {
    /** Rows that a step deletes at most. */
    static final int STEP = 400;

    /** How long it is known what has a nonce; a client resends at once when it is back, or never. */
    static final Duration NONCES = Duration.ofDays(7);

    /** Pages that a step gives back to the file system at most. */
    private static final int VACUUM = 256;

    private final Connection connection;
    private final Expiry expiry;
    private boolean deleted;

    Pruner(Connection connection, Expiry expiry) {
        this.connection = connection;
        this.expiry = expiry;
    }

    /**
     * What became of a step.
     *
     * @param more whether there may be more to do
     * @param ended the places of which nothing is kept any more
     */
    record Step(boolean more, List<Place> ended) {
        static final Step NONE = new Step(false, List.of());
    }

    /** One step, within a transaction that is the caller's. */
    Step step() throws SQLException {
        List<Place> ended = new ArrayList<>();
        boolean entries = pruneEntries(ended);
        boolean parties = pruneParties();
        boolean nonces = pruneNonces();
        return new Step(vacuum() || entries || parties || nonces, ended);
    }

    /** Whether entries were deleted since this was asked the last time. */
    boolean hasDeleted() {
        boolean answer = deleted;
        deleted = false;
        return answer;
    }

    private boolean pruneEntries(List<Place> ended) throws SQLException {
        long before = expiry.bytes() > 0 && bytes() > expiry.bytes() ? Long.MAX_VALUE : expiry.firstKept();
        Set<Long> places = new LinkedHashSet<>();
        long last = 0;
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, place FROM entry WHERE id<" + before + " ORDER BY id LIMIT " + STEP)) {
            for (; row.next(); count++) {
                last = row.getLong(1);
                places.add(row.getLong(2));
            }
        }
        if (count == 0) {
            return false;
        }
        deleted = true;
        Sqlite.execute(connection, "DELETE FROM entry WHERE id<=" + last);
        Sqlite.execute(connection, "UPDATE journal SET pruned=" + last);
        EraTable.prune(connection, last);
        for (long place : places) {
            Sqlite.execute(connection, "UPDATE place SET latest=0 WHERE id=" + place + " AND latest<=" + last);
            deleteIfEmpty(place, ended);
        }
        return true;
    }

    private void deleteIfEmpty(long place, List<Place> ended) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("DELETE FROM place WHERE id=" + place
                        + " AND NOT EXISTS (SELECT 1 FROM entry WHERE place=" + place + ") RETURNING key")) {
            if (row.next()) {
                ended.add(Place.ofKey(row.getString(1)));
            }
        }
    }

    /** Deletes parties that no entry names any more; one that is still part of a place is looked at again later. */
    private boolean pruneParties() throws SQLException {
        List<Long> needless = new ArrayList<>();
        List<Long> needed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, EXISTS (SELECT 1 FROM place WHERE one=party.id)"
                        + " OR EXISTS (SELECT 1 FROM place WHERE other=party.id) FROM party"
                        + " WHERE needed<=(SELECT pruned FROM journal) LIMIT " + STEP)) {
            while (row.next()) {
                (row.getBoolean(2) ? needed : needless).add(row.getLong(1));
            }
        }
        for (long party : needless) {
            Sqlite.execute(connection, "DELETE FROM party WHERE id=" + party);
        }
        for (long party : needed) {
            Sqlite.execute(connection, "UPDATE party SET needed=(SELECT max(id) FROM entry) WHERE id=" + party);
        }
        return !needless.isEmpty();
    }

    private boolean pruneNonces() throws SQLException {
        return Sqlite.execute(
                        connection,
                        "DELETE FROM nonce WHERE entry IN (SELECT entry FROM nonce WHERE entry<"
                                + expiry.firstWithin(NONCES) + " ORDER BY entry LIMIT " + STEP + ")")
                == STEP;
    }

    /** What is in use of the file. */
    private long bytes() throws SQLException {
        long pages = Sqlite.number(connection, "PRAGMA page_count") - freePages();
        return pages * Sqlite.number(connection, "PRAGMA page_size");
    }

    /** Gives a part of what is free back, but for a reserve that new entries take anyway. */
    private boolean vacuum() throws SQLException {
        if (freePages() <= VACUUM) {
            return false;
        }
        Sqlite.execute(connection, "PRAGMA incremental_vacuum(" + VACUUM + ")");
        return true;
    }

    private long freePages() throws SQLException {
        return Sqlite.number(connection, "PRAGMA freelist_count");
    }
}
