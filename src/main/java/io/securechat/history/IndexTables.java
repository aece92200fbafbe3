package io.securechat.history;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of all entries, in parts of the entries of some time each. Whoever looks for the newest seldom needs more than the
 * last part, and what is pruned goes with its part. Nothing in it can be read; it only tells ids. For one thread.
 */
final class IndexTables implements AutoCloseable {
    /** Entries in a part: so few that a common word is found at once, so many that a rare one is not sought in too many. */
    static final int PART = 50_000;

    private static final Schema SCHEMA = new Schema(
            0x5ec8a702,
            List.of(List.of(
                    "CREATE TABLE state (identity INTEGER NOT NULL, upto INTEGER NOT NULL)",
                    "CREATE TABLE part (first INTEGER PRIMARY KEY, size INTEGER NOT NULL)")));

    private final Connection connection;
    private long upto;
    private long part;
    private int size;
    private @Nullable PreparedStatement insert;

    /** What is to be found of an entry. */
    record Document(long id, String place, String sender, String text) {}

    /** Gets what was found. */
    interface Hits {
        /** Returns whether more is wanted. */
        boolean take(long id) throws SQLException;
    }

    private IndexTables(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        upto = Sqlite.number(connection, "SELECT upto FROM state");
        part = Sqlite.number(connection, "SELECT max(first) FROM part");
        size = (int) Sqlite.number(connection, "SELECT size FROM part WHERE first=" + part);
    }

    /**
     * Opens the index of a journal; makes an empty one where there is none that is whole and this journal's.
     *
     * @param identity of the journal
     * @param last the id of its newest entry
     */
    static IndexTables open(Path file, long identity, long last) throws SQLException, IOException {
        if (!isUsable(file, identity, last)) {
            delete(file);
            PrivateFiles.create(file);
            try (Connection fresh = Sqlite.write(file, false)) {
                SCHEMA.apply(fresh, file);
                Sqlite.execute(fresh, "INSERT INTO state VALUES (" + identity + ", 0)");
            }
        }
        return new IndexTables(Sqlite.write(file, false));
    }

    private static boolean isUsable(Path file, long identity, long last) throws SQLException {
        if (!Files.exists(file)) {
            return false;
        }
        try (Connection connection = Sqlite.read(file)) {
            SCHEMA.check(connection, file);
            return Sqlite.number(connection, "SELECT identity FROM state") == identity
                    && Sqlite.number(connection, "SELECT upto FROM state") <= last;
        } catch (Problem e) {
            return false;
        } catch (SQLException e) {
            if (Sqlite.isDamage(e)) {
                return false;
            }
            throw e;
        }
    }

    static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    /** The newest entry that it knows. */
    long upto() {
        return upto;
    }

    /**
     * Takes further entries in, all or none.
     *
     * @param gone entries that are not to be found any more
     * @param last the newest of all these
     */
    void add(List<Document> documents, List<Long> gone, long last) throws SQLException {
        for (Document document : documents) {
            PreparedStatement statement = insertion(document.id());
            statement.setLong(1, document.id());
            statement.setString(2, document.place());
            statement.setString(3, document.sender());
            statement.setString(4, document.text());
            statement.executeUpdate();
            size++;
        }
        for (long id : gone) {
            long first = Sqlite.number(connection, "SELECT max(first) FROM part WHERE first<=" + id);
            if (first != 0) {
                Sqlite.execute(connection, "DELETE FROM " + table(first) + " WHERE rowid=" + id);
            }
        }
        Sqlite.execute(connection, "UPDATE part SET size=" + size + " WHERE first=" + part);
        Sqlite.execute(connection, "UPDATE state SET upto=" + last);
        connection.commit();
        upto = last;
    }

    private PreparedStatement insertion(long id) throws SQLException {
        PreparedStatement present = insert;
        if (present != null && size < PART) {
            return present;
        }
        if (present != null) {
            present.close();
        }
        if (part == 0 || size >= PART) {
            Sqlite.execute(connection, "UPDATE part SET size=" + size + " WHERE first=" + part);
            Sqlite.execute(connection, "INSERT INTO part VALUES (" + id + ", 0)");
            Sqlite.execute(
                    connection,
                    "CREATE VIRTUAL TABLE " + table(id) + " USING fts5(place, sender, text, content='',"
                            + " contentless_delete=1, tokenize='unicode61 remove_diacritics 2')");
            part = id;
            size = 0;
        }
        present = connection.prepareStatement(
                "INSERT INTO " + table(part) + " (rowid, place, sender, text) VALUES (?,?,?,?)");
        insert = present;
        return present;
    }

    /** Forgets the parts in which there are only entries up to this one. */
    void prune(long pruned) throws SQLException {
        List<Long> parts = parts();
        for (int i = 1; i < parts.size() && parts.get(i) <= pruned + 1; i++) {
            long first = parts.get(i - 1);
            Sqlite.execute(connection, "DROP TABLE " + table(first));
            Sqlite.execute(connection, "DELETE FROM part WHERE first=" + first);
            Sqlite.execute(connection, "PRAGMA incremental_vacuum");
            connection.commit();
        }
    }

    /**
     * Finds entries, newest first.
     *
     * @param match an expression of FTS5
     * @param next is given one after the other, until it wants no more
     */
    void find(String match, long after, long before, Hits next) throws SQLException {
        List<Long> parts = parts();
        for (int i = parts.size() - 1; i >= 0; i--) {
            boolean tooOld = i + 1 < parts.size() && parts.get(i + 1) <= after + 1;
            if (tooOld || !find(parts.get(i), match, after, before, next)) {
                return;
            }
        }
    }

    private boolean find(long first, String match, long after, long before, Hits next) throws SQLException {
        if (first >= before) {
            return true;
        }
        String table = table(first);
        try (PreparedStatement statement = connection.prepareStatement("SELECT rowid FROM " + table + " WHERE " + table
                + " MATCH ? AND rowid>? AND rowid<? ORDER BY rowid DESC")) {
            statement.setString(1, match);
            statement.setLong(2, after);
            statement.setLong(3, before);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!next.take(row.getLong(1))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private List<Long> parts() throws SQLException {
        List<Long> parts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first FROM part ORDER BY first")) {
            while (row.next()) {
                parts.add(row.getLong(1));
            }
        }
        return parts;
    }

    private static String table(long first) {
        return "words_" + first;
    }

    @Override
    public void close() {
        Sqlite.close(connection);
    }
}
