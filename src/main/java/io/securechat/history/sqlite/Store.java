package io.securechat.history.sqlite;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.OpenFiles;
import io.securechat.history.file.Sqlite;
import io.securechat.history.file.WriteAheadLog;
import io.securechat.history.state.Accounts;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on the journal's file. A failed transaction is rolled back, and the next one uses a new connection. Not thread-safe.
 */
public final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /**
     * The result of a draft.
     *
     * @param again true if an entry with the same nonce existed already
     */
    record Outcome(Entry entry, boolean again) {}

    /** The interval of pruning, in nanoseconds. */
    private static final long PRUNE = TimeUnit.SECONDS.toNanos(1);

    /** A connection with its statements. */
    private record Open(
            Connection connection, Appender appender, AccountTables accounts, RoomTable rooms, Pruner pruner) {}

    private final JournalFile file;
    private final Ids ids;
    private final Expiry expiry;
    private final OpenFiles files;
    private final WriteAheadLog log;
    private @Nullable Open open;
    private boolean pruning;
    private long prunedAt = System.nanoTime() - PRUNE;

    /**
     * The time that pruned entries may stay in the write-ahead log, in nanoseconds. Redacted ones leave it in the next {@link #prune}.
     */
    private static final long STALE = TimeUnit.MINUTES.toNanos(1);

    /** True if the write-ahead log may have deleted text in it, at first that of an earlier process. */
    private boolean stale = true;

    /** The time to empty a stale log, by {@link System#nanoTime}. */
    private long emptyAt = System.nanoTime();

    /** True if the pages of the table of rooms may have former states in them, such as topics. */
    private boolean formerStates = true;

    public Store(JournalFile file, Ids ids, Expiry expiry) {
        this.file = file;
        this.ids = ids;
        this.expiry = expiry;
        this.files = new OpenFiles(file);
        this.log = new WriteAheadLog(files);
    }

    /** Appends all drafts and saves all changes, or none of them. */
    public List<Outcome> commit(List<Entry.Draft> drafts, Accounts.Changes changes, Map<String, String> rooms)
            throws SQLException {
        formerStates |= !rooms.isEmpty();
        List<Outcome> all = transaction(at -> {
            List<Outcome> outcomes = new ArrayList<>(drafts.size());
            for (Entry.Draft draft : drafts) {
                outcomes.add(at.appender().append(draft));
                if (draft.redacts() != 0) {
                    emptyLogIn(0);
                }
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

    /** Writes to the disk without changing anything. */
    void probe() throws SQLException {
        // SQLite writes no page whose content stays the same.
        transaction(at -> Sqlite.execute(at.connection(), "UPDATE journal SET pruned=pruned+1")
                + Sqlite.execute(at.connection(), "UPDATE journal SET pruned=pruned-1"));
    }

    /** Runs one step of pruning, if it is due. */
    Pruner.Step prune() throws SQLException {
        long now = System.nanoTime();
        if (open != null) {
            log.shorten(open.connection());
        }
        if (!pruning && now - prunedAt < PRUNE) {
            return Pruner.Step.NONE;
        }
        prunedAt = now;
        Pruner.Step step = transaction(at -> at.pruner().step());
        pruning = step.more();
        if (open().pruner().hasDeleted()) {
            emptyLogIn(STALE);
        }
        if (pruning) {
            open().appender().forget();
        }
        if (stale && now - emptyAt >= 0) {
            if (formerStates) {
                transaction(at -> at.rooms().rewrite());
                formerStates = false;
            }
            stale = !log.empty(open().connection());
        }
        return step;
    }

    private void emptyLogIn(long nanos) {
        long at = System.nanoTime() + nanos;
        emptyAt = stale && emptyAt - at < 0 ? emptyAt : at;
        stale = true;
    }

    /**
     * Closes the connection. If the file is no longer the journal, the connection stays open until the process ends, so that SQLite
     * does not move the log into that file.
     */
    public void close() {
        try {
            if (open != null && files.trouble(open.connection()) == null) {
                closeConnection();
            }
        } catch (SQLException e) {
            LOG.debug("cannot check the files", e);
        }
    }

    private void closeConnection() {
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
            log.begin(at.connection());
            T result = work.on(at);
            at.connection().commit();
            log.committed(at.connection());
            return result;
        } catch (Problem e) {
            throw e; // caused by the files; the connection is usable when they are restored
        } catch (SQLException e) {
            Problem trouble = troubleAfter(e);
            if (open != null && trouble != null) {
                open.appender().forget();
                throw trouble; // the connection stays open: closing the last one would move the log
            }
            closeConnection();
            throw e;
        } catch (RuntimeException | Error e) {
            closeConnection();
            throw e;
        }
    }

    private @Nullable Problem troubleAfter(SQLException failure) {
        try {
            return open == null ? null : files.trouble(open.connection());
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return null;
        }
    }

    private Open open() throws SQLException {
        Open present = open;
        if (present == null) {
            files.checkMain();
            Connection connection = Sqlite.write(file.path(), true);
            try {
                present = open(connection);
            } catch (SQLException | RuntimeException e) {
                Sqlite.close(connection);
                throw e;
            }
            open = present;
        }
        return present;
    }

    private Open open(Connection connection) throws SQLException {
        Sqlite.execute(connection, "PRAGMA wal_autocheckpoint=0"); // done by WriteAheadLog
        log.opened(connection);
        connection.setAutoCommit(false);
        return new Open(
                connection,
                new Appender(connection, ids),
                new AccountTables(connection),
                new RoomTable(connection),
                new Pruner(connection, expiry));
    }
}
