package io.securechat.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on the journal's file, for one thread. After a failure nothing of the transaction is left, and the next one
 * begins with a new connection, whatever state the old one was in.
 */
final class Store {
    /**
     * What became of a draft.
     *
     * @param again whether it was there already
     */
    record Outcome(Entry entry, boolean again) {}

    /** How often is looked whether something has to go, in nanoseconds. */
    private static final long PRUNE = TimeUnit.SECONDS.toNanos(1);

    /** A connection and what has been prepared on it. */
    private record Open(
            Connection connection, Appender appender, AccountTables accounts, RoomTable rooms, Pruner pruner) {}

    private final JournalFile file;
    private final Ids ids;
    private final Expiry expiry;
    private @Nullable Open open;
    private boolean pruning;
    private long prunedAt = System.nanoTime() - PRUNE;

    /** Whether the write-ahead log has text that was taken back. */
    private boolean secrets;

    Store(JournalFile file, Ids ids, Expiry expiry) {
        this.file = file;
        this.ids = ids;
        this.expiry = expiry;
    }

    /** All drafts, or none of them. */
    List<Outcome> commit(List<Entry.Draft> drafts, Accounts.Changes changes, Map<String, String> rooms)
            throws SQLException {
        List<Outcome> all = transaction(at -> {
            List<Outcome> outcomes = new ArrayList<>(drafts.size());
            for (Entry.Draft draft : drafts) {
                outcomes.add(at.appender().append(draft));
                secrets |= draft.redacts() != 0;
            }
            at.appender().finish();
            EraTable.save(at.connection(), ids.unsaved());
            at.accounts().save(changes);
            at.rooms().save(rooms);
            return outcomes;
        });
        ids.saved();
        return all;
    }

    /** One small step, once in a while; returns whether there may be more to do at once. */
    boolean prune() throws SQLException {
        long now = System.nanoTime();
        if (!pruning && now - prunedAt < PRUNE) {
            return false;
        }
        prunedAt = now;
        pruning = transaction(at -> at.pruner().step());
        if (pruning) {
            open().appender().forgetPlaces();
        }
        if (secrets) {
            secrets = !emptyLog(open().connection());
        }
        return pruning;
    }

    /** Moves everything from the write-ahead log into the file; not as long as somebody still reads from the log. */
    private static boolean emptyLog(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        long waited = Sqlite.number(connection, "PRAGMA busy_timeout");
        Sqlite.number(connection, "PRAGMA busy_timeout=0");
        boolean busy = Sqlite.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
        Sqlite.number(connection, "PRAGMA busy_timeout=" + waited);
        connection.setAutoCommit(false);
        return !busy;
    }

    void close() {
        Open last = open;
        open = null;
        if (last != null) {
            Sqlite.close(last.connection());
        }
    }

    private interface Work<T> {
        T on(Open open) throws SQLException;
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        try {
            Open at = open();
            T result = work.on(at);
            at.connection().commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Open open() throws SQLException {
        Open present = open;
        if (present == null) {
            Connection connection = Sqlite.write(file.path(), true);
            connection.setAutoCommit(false);
            present = new Open(
                    connection,
                    new Appender(connection, ids),
                    new AccountTables(connection),
                    new RoomTable(connection),
                    new Pruner(connection, expiry));
            open = present;
        }
        return present;
    }
}
