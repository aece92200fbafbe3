package io.securechat.history;

import io.securechat.NativeCode;
import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteJDBCLoader;

/** Opens SQLite's files, and puts its errors into words. */
final class Sqlite {
    /** How long another connection's lock is waited for, in milliseconds. */
    private static final int PATIENCE = 10_000;

    /** Pages in the write-ahead log after which they are moved into the file: 32 MiB. */
    static final int CHECKPOINT = 8000;

    private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);

    /** Names another folder to unpack the native code into, where the usual one permits no programs. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    private static boolean loaded;

    private Sqlite() {}

    /** A connection that may write; commits are safe from power cuts when {@code durable}. It begins transactions by itself. */
    static Connection write(Path file, boolean durable) throws SQLException {
        return open(
                file,
                "rw",
                PATIENCE,
                "PRAGMA auto_vacuum=INCREMENTAL",
                "PRAGMA journal_mode=WAL",
                "PRAGMA synchronous=" + (durable ? "FULL" : "NORMAL"),
                // Else an fsync of macOS leaves the data in the drive's cache.
                "PRAGMA fullfsync=ON",
                "PRAGMA wal_autocheckpoint=" + CHECKPOINT,
                // What is deleted is overwritten.
                "PRAGMA secure_delete=ON",
                "PRAGMA temp_store=MEMORY",
                "PRAGMA cache_size=-16000");
    }

    /** A connection that only reads, even while others write. */
    static Connection read(Path file) throws SQLException {
        return open(
                file, "rw", PATIENCE, "PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-8000");
    }

    /** A connection that leaves a file and its log as they are, also when it is the last one. */
    static Connection readOnly(Path file) throws SQLException {
        return open(file, "ro", PATIENCE, "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-8000");
    }

    /** A connection that changes a file nobody else uses, and makes no other file. */
    static Connection change(Path file) throws SQLException {
        return open(file, "rw", PATIENCE, "PRAGMA journal_mode=MEMORY");
    }

    /** A connection for a look at a file that may be anybody's; it does not wait long for another program's lock. */
    static Connection probe(Path file) throws SQLException {
        return open(file, "ro", PATIENCE / 10);
    }

    /** A connection that ignores the log. Nobody may write while it is open. */
    static Connection immutable(Path file) throws SQLException {
        return open(file, "ro&immutable=1", 0);
    }

    /** @param mode none of them makes a file that is not there */
    private static Connection open(Path file, String mode, int patience, String... pragmas) throws SQLException {
        load();
        // As a URI no character of the name means anything to the driver.
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file.toUri() + "?mode=" + mode, new Properties());
        try {
            execute(connection, "PRAGMA busy_timeout=" + patience);
            for (String pragma : pragmas) {
                execute(connection, pragma);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Executes a statement to its end, and returns how many rows it has changed. */
    static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The number that a query without parameters returns. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /**
     * Moves commits from the write-ahead log into the file, without waiting for those who read from the log. No transaction of the
     * connection may have read.
     *
     * @param mode {@code PASSIVE}, or {@code TRUNCATE} to empty the log as well
     * @return whether all of that is done
     */
    static boolean checkpoint(Connection connection, String mode) throws SQLException {
        execute(connection, "PRAGMA busy_timeout=0");
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            row.next();
            return row.getLong(1) == 0 && row.getLong(2) == row.getLong(3);
        } finally {
            execute(connection, "PRAGMA busy_timeout=" + PATIENCE);
        }
    }

    /** What was committed is safe, whatever comes of closing. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing", e);
        }
    }

    static boolean isFull(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    /** Whether a file is no database, or not a whole one. */
    static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /** What is wrong with a file. */
    static Problem problem(Path file, SQLException e) {
        int code = e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new Problem(file + " is not a journal", "name another file with --journal sqlite:FILE", e);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new Problem(
                    file + " is damaged",
                    "restore a backup, or save what can be read: sqlite3 " + Shell.word(file) + " .recover",
                    e);
        }
        if (isFull(e)) {
            return new Problem("the disk of " + file + " is full", "make room on it", e);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new Problem(
                    "this user may not read and write " + file, "chown or chmod it, or name another with --journal", e);
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new Problem(file + " is locked by another program", "end that program, such as sqlite3", e);
        }
        return new Problem("cannot read or write " + file + ": " + e.getMessage(), "check the disk and the file", e);
    }

    /**
     * Loads the native code, once.
     *
     * @throws Problem if it cannot be loaded; the next call tries again
     */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            NativeCode.load(FOLDER, SQLiteJDBCLoader::initialize);
            loaded = true;
        } catch (Exception e) {
            throw new Problem(
                    "SQLite cannot be loaded from a file in " + NativeCode.folder(FOLDER) + ": " + reason(e),
                    "name a folder that can be written and permits programs with java -D" + FOLDER
                            + "=DIR, or use --journal memory:",
                    e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException ? "no file can be made there" : String.valueOf(e.getMessage());
    }
}
