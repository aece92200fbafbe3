package io.securechat.history.sqlite;

import io.securechat.history.Place;
import io.securechat.history.file.Sqlite;
import io.securechat.history.time.Expiry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The deletion of expired rows, in steps so small that they delay no commit for long. */
public final class Pruner {
    /** Rows deleted in a step, at most. */
    public static final int STEP = 400;

    /** The time that nonces are kept; a client resends at once after a reconnect, or never. */
    static final Duration NONCES = Duration.ofDays(7);

    /** Pages returned to the file system in a step, at most. */
    private static final int VACUUM = 256;

    private final Connection connection;
    private final Expiry expiry;
    private boolean deleted;

    Pruner(Connection connection, Expiry expiry) {
        this.connection = connection;
        this.expiry = expiry;
    }

    /**
     * The result of a step.
     *
     * @param more whether there may be more to delete
     * @param ended the places whose last entry was deleted
     */
    record Step(boolean more, List<Place> ended) {
        static final Step NONE = new Step(false, List.of());
    }

    /** Runs one step, within the caller's transaction. */
    Step step() throws SQLException {
        List<Place> ended = new ArrayList<>();
        boolean entries = pruneEntries(ended);
        boolean parties = pruneParties();
        boolean nonces = pruneNonces();
        return new Step(vacuum() || entries || parties || nonces, ended);
    }

    /** Returns whether entries were deleted since the last call. */
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

    /** Deletes parties without entries; one that still has a place is checked again later. */
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

    /** Returns the bytes of the file in use. */
    private long bytes() throws SQLException {
        long pages = Sqlite.number(connection, "PRAGMA page_count") - freePages();
        return pages * Sqlite.number(connection, "PRAGMA page_size");
    }

    /** Returns some free pages to the file system, except for a reserve for new entries. */
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
