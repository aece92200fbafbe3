package io.securechat.history;

import io.securechat.Problem;
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
 * Transactions on the journal's file, for one thread. After a failure nothing of the transaction is left, and the next one
 * begins with a new connection, whatever state the old one was in.
 */
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

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
    private final OpenFiles files;
    private final WriteAheadLog log;
    private @Nullable Open open;
    private boolean pruning;
    private long prunedAt = System.nanoTime() - PRUNE;

    /** How long the write-ahead log may have what was pruned, in nanoseconds; what was taken back leaves at the next look. */
    private static final long STALE = TimeUnit.MINUTES.toNanos(1);

    /** Whether the write-ahead log may contain text to be overwritten, at first of an earlier process, and when it is emptied. */
    private boolean stale = true;

    private long emptyAt = System.nanoTime();

    /** Whether the pages of the table of rooms may contain former states, such as topics. */
    private boolean formerStates = true;

    Store(JournalFile file, Ids ids, Expiry expiry) {
        this.file = file;
        this.ids = ids;
        this.expiry = expiry;
        this.files = new OpenFiles(file);
        this.log = new WriteAheadLog(files);
    }

    /** All drafts, or none of them. */
    List<Outcome> commit(List<Entry.Draft> drafts, Accounts.Changes changes, Map<String, String> rooms)
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

    /** One small step, once in a while. */
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
     * Lets go of the file. Where that is not the journal any more, SQLite is kept from moving the log into it: the connection
     * then ends with the process.
     */
    void close() {
        try {
            if (open != null && files.trouble(open.connection()) == null) {
                closeConnection();
            }
        } catch (SQLException e) {
            LOG.debug("the files cannot be looked at", e);
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
            throw e; // of the files; the connection is good when they are there again
        } catch (SQLException e) {
            Problem trouble = troubleAfter(e);
            if (open != null && trouble != null) {
                open.appender().forget();
                throw trouble; // the connection stays: the last one that closes would move the log
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
        Sqlite.execute(connection, "PRAGMA wal_autocheckpoint=0"); // WriteAheadLog does it
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
