package io.securechat.history.store;

import io.securechat.Problem;
import io.securechat.history.Party;
import io.securechat.history.file.Generation;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.JournalLock;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.IndexFeed;
import io.securechat.history.sqlite.Erasure;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The erasure of one person's messages from a journal and its search index. No server may use the journal meanwhile: it knows ids and
 * nonces of erased messages. An erasure that was interrupted is completed by the next one.
 */
public final class JournalErasure implements AutoCloseable {
    private final JournalFile file;
    private final JournalLock lock;
    private final Connection connection;
    private final Erasure erasure;

    private JournalErasure(JournalFile file, JournalLock lock, Connection connection) {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
        this.erasure = new Erasure(connection);
    }

    /**
     * Opens a journal for an erasure.
     *
     * @throws Problem if there is none, or a server uses it
     */
    public static JournalErasure open(String uri) {
        JournalFile file = JournalMaintenance.existing(uri);
        file.checkWritable();
        JournalLock lock = JournalLock.take(file);
        try {
            lock.lockMain();
            Generation.check(file);
            Connection connection = Sqlite.write(file.path(), true);
            try {
                Schema.JOURNAL.check(connection, file.path());
                return new JournalErasure(file, lock, connection);
            } catch (SQLException | RuntimeException e) {
                Sqlite.close(connection);
                throw e;
            }
        } catch (SQLException e) {
            lock.close();
            throw Sqlite.problem(file.path(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Returns all parties that had a name: accounts of several CAs, and visits of guests. */
    public List<Party> parties(String name) {
        return run(() -> erasure.parties(name));
    }

    /** Returns the number of entries of some parties. */
    public long count(List<Party> parties) {
        return run(() -> erasure.count(parties));
    }

    /** Returns the rooms whose present topic is by one of some parties. The topic stays until another one is set. */
    public List<String> topics(List<Party> parties) {
        return run(() -> erasure.topics(parties));
    }

    /** Overwrites all entries of some parties, and removes them from the index. */
    public void erase(List<Party> parties) throws IOException {
        List<Long> ids = run(() -> {
            erasure.erase(parties);
            empty();
            rebuild();
            empty();
            return erasure.ids(parties);
        });
        if (Files.exists(file.search())) {
            removeFromIndex(ids);
        }
    }

    /** Rewrites the file: its free pages and gaps may have bytes of pruned entries. A large journal does not fit into the memory. */
    private void rebuild() throws SQLException {
        Sqlite.execute(connection, "PRAGMA temp_store_directory=" + quoted(folder()));
        Sqlite.execute(connection, "PRAGMA temp_store=FILE");
        Sqlite.execute(connection, "VACUUM");
    }

    /** Returns the journal's own folder, which is as private as the journal and has space for it. */
    private String folder() {
        return String.valueOf(file.path().toAbsolutePath().getParent());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void empty() throws SQLException {
        if (!Sqlite.checkpoint(connection, "TRUNCATE")) {
            throw new Problem(
                    "another program reads " + file.path() + ", so its log keeps the erased messages",
                    "close that program, such as sqlite3 or serve export, and erase again");
        }
    }

    private void removeFromIndex(List<Long> ids) throws IOException {
        try (IndexFeed feed = new IndexFeed(file)) {
            feed.removeForEver(ids);
        } catch (SQLException e) {
            throw Sqlite.problem(file.search(), e);
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Sqlite.problem(file.path(), e);
        }
    }

    @Override
    public void close() {
        Sqlite.close(connection);
        lock.close();
    }
}
