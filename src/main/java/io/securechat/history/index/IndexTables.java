package io.securechat.history.index;

import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of the search index. Each message is a numbered document. The tokens of consecutive documents are in a part, a separate
 * FTS5 table: a search for the newest messages seldom needs more than the last part, pruning drops whole parts, and purging
 * redacted messages rewrites one part only. Not thread-safe.
 */
public final class IndexTables implements AutoCloseable {
    /** Documents in a part: few enough to find a common word at once, many enough not to look for a rare one in too many parts. */
    static final int PART = 50_000;

    /** Tokens in a part, at most, so that long messages do not make it slow. */
    private static final int PART_TOKENS = 3_000_000;

    /**
     * Bytes in a page of a part. FTS5 decodes a whole page for each step from the newest to the oldest: with pages smaller than the
     * default of 4,050 bytes, a search for a rare token among common ones takes half the time, and the index 2 % more space.
     */
    private static final int PAGE = 1000;

    /** A document's number is its position in the order of ids; FTS5 stores small numbers in a third of the space of ids. */
    private static final Schema SCHEMA = new Schema(
            0x5ec8a702,
            List.of(
                    List.of(),
                    List.of(
                            "CREATE TABLE state (identity INTEGER NOT NULL, upto INTEGER NOT NULL)",
                            "CREATE TABLE document (number INTEGER PRIMARY KEY, id INTEGER NOT NULL)",
                            """
                            CREATE TABLE part (first INTEGER PRIMARY KEY, size INTEGER NOT NULL, tokens INTEGER NOT NULL,
                                dirty INTEGER NOT NULL)""")));

    private final Connection connection;
    private final DocumentNumbers numbers;
    private final PreparedStatement insertDocument;
    private @Nullable PreparedStatement insertTokens;
    private long upto;
    private long next;
    private long part;
    private long size;
    private long tokens;

    /** True if the write-ahead log may have removed words in it. */
    private boolean secrets = true;

    private IndexTables(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        numbers = new DocumentNumbers(connection);
        insertDocument = connection.prepareStatement("INSERT INTO document VALUES (?,?)");
        upto = Sqlite.number(connection, "SELECT upto FROM state");
        part = Sqlite.number(connection, "SELECT max(first) FROM part");
        size = Sqlite.number(connection, "SELECT size FROM part WHERE first=" + part);
        tokens = Sqlite.number(connection, "SELECT tokens FROM part WHERE first=" + part);
        next = Math.max(part + size, Sqlite.number(connection, "SELECT max(number) FROM document") + 1);
        connection.commit();
    }

    /**
     * Opens the index of a journal, or creates an empty one if the file is missing, damaged, or of another journal.
     *
     * @param identity of the journal
     * @param last the id of its newest entry
     */
    public static IndexTables open(Path file, long identity, long last) throws SQLException, IOException {
        if (!isUsable(file, identity, last)) {
            delete(file);
            Permissions.FOR_OWNER.create(file);
            try (Connection fresh = Sqlite.write(file, false)) {
                SCHEMA.apply(fresh, file);
                Sqlite.execute(fresh, "INSERT INTO state VALUES (" + identity + ", 0)");
            }
        }
        Connection connection = Sqlite.write(file, false);
        try {
            return new IndexTables(connection);
        } catch (SQLException | RuntimeException e) {
            Sqlite.close(connection);
            throw e;
        }
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

    public static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    /** Returns the table of a part. */
    static String table(long first) {
        return "words_" + first;
    }

    /** Returns the id of the newest entry in the index. */
    long upto() {
        return upto;
    }

    /** Adds the document of an entry newer than all before, until the next {@link #commit}. */
    public void add(long id, List<String> words) throws SQLException {
        if (part == 0 || size >= PART || tokens >= PART_TOKENS) {
            begin();
        }
        PreparedStatement insert = insertTokens;
        if (insert == null) {
            insert = connection.prepareStatement("INSERT INTO " + table(part) + " (rowid, tokens) VALUES (?,?)");
            insertTokens = insert;
        }
        insertDocument.setLong(1, next);
        insertDocument.setLong(2, id);
        insertDocument.executeUpdate();
        insert.setLong(1, next);
        insert.setString(2, String.join(" ", words));
        insert.executeUpdate();
        next++;
        size++;
        tokens += words.size();
    }

    /** Begins another part, and merges the segments of the full one, which a search would read one by one. */
    private void begin() throws SQLException {
        if (part != 0) {
            optimize(part);
        }
        if (insertTokens != null) {
            insertTokens.close();
            insertTokens = null;
        }
        save();
        part = next;
        size = 0;
        tokens = 0;
        String table = table(part);
        Sqlite.execute(connection, "INSERT INTO part VALUES (" + part + ", 0, 0, 0)");
        Sqlite.execute(
                connection,
                "CREATE VIRTUAL TABLE " + table
                        + " USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')");
        Sqlite.execute(connection, "INSERT INTO " + table + " (" + table + ", rank) VALUES ('pgsz', " + PAGE + ")");
    }

    private void save() throws SQLException {
        Sqlite.execute(connection, "UPDATE part SET size=" + size + ", tokens=" + tokens + " WHERE first=" + part);
    }

    /** Removes the document of an entry. Its words stay in the file until its part is purged. */
    public void remove(long id) throws SQLException {
        long number = numbers.of(id);
        if (number != DocumentNumbers.NONE) {
            delete(partOf(number), number, number);
        }
    }

    private long partOf(long number) throws SQLException {
        return Sqlite.number(connection, "SELECT max(first) FROM part WHERE first<=" + number);
    }

    private void delete(long first, long from, long to) throws SQLException {
        if (first != 0) {
            Sqlite.execute(connection, "DELETE FROM " + table(first) + " WHERE rowid BETWEEN " + from + " AND " + to);
            Sqlite.execute(connection, "UPDATE part SET dirty=1 WHERE first=" + first);
        }
    }

    /** Commits additions and removals. */
    public void commit(long last) throws SQLException {
        save();
        Sqlite.execute(connection, "UPDATE state SET upto=" + last);
        connection.commit();
        upto = last;
    }

    /** Removes all entries up to an id. */
    void prune(long pruned) throws SQLException {
        long from = Sqlite.number(connection, "SELECT min(number) FROM document");
        long to = numbers.firstAfter(pruned);
        if (to > from) {
            List<Long> parts = numbers.parts();
            for (int i = 0; i < parts.size() && parts.get(i) < to; i++) {
                long first = parts.get(i);
                if (i + 1 < parts.size() && parts.get(i + 1) <= to) {
                    Sqlite.execute(connection, "DROP TABLE " + table(first));
                    Sqlite.execute(connection, "DELETE FROM part WHERE first=" + first);
                    secrets = true;
                } else {
                    delete(first, Math.max(first, from), to - 1);
                }
            }
            Sqlite.execute(connection, "DELETE FROM document WHERE number<" + to);
            Sqlite.execute(connection, "PRAGMA incremental_vacuum");
        }
        connection.commit();
    }

    /** Returns whether the file may have words of removed entries in it. */
    public boolean isDirty() throws SQLException {
        boolean dirty = secrets || Sqlite.number(connection, "SELECT count(*) FROM part WHERE dirty") > 0;
        connection.commit();
        return dirty;
    }

    /**
     * Overwrites the words of entries removed from one part, in the file and in its write-ahead log: FTS5 rewrites the part without
     * them, SQLite overwrites deleted pages ({@code secure_delete}), and the log is moved into the file and emptied.
     */
    public void purge() throws SQLException {
        long first = Sqlite.number(connection, "SELECT first FROM part WHERE dirty LIMIT 1");
        if (first != 0) {
            optimize(first);
            Sqlite.execute(connection, "UPDATE part SET dirty=0 WHERE first=" + first);
            Sqlite.execute(connection, "PRAGMA incremental_vacuum");
            secrets = true;
        }
        connection.commit();
        if (secrets) {
            secrets = !Sqlite.checkpoint(connection, "TRUNCATE");
        }
    }

    private void optimize(long first) throws SQLException {
        String table = table(first);
        Sqlite.execute(connection, "INSERT INTO " + table + " (" + table + ") VALUES ('optimize')");
    }

    @Override
    public void close() {
        Sqlite.close(connection);
    }
}
