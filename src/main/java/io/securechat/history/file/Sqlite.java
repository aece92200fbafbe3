package io.securechat.history.file;

import io.securechat.NativeCode;
import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's connections, settings and errors. */
public final class Sqlite {
    /** The time to wait for another connection's lock, in milliseconds. */
    private static final int PATIENCE = 10_000;

    /** Pages in the write-ahead log after which to move them into the file: 32 MiB. */
    static final int CHECKPOINT = 8000;

    private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);

    /** The system property of the directory to unpack the native code into, for systems whose usual one permits no programs. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    private static boolean loaded;

    private Sqlite() {}

    /**
     * Opens a connection that writes.
     *
     * @param durable true if commits have to survive a power cut
     */
    public static Connection write(Path file, boolean durable) throws SQLException {
        return open(
                file,
                "rw",
                PATIENCE,
                "PRAGMA auto_vacuum=INCREMENTAL",
                "PRAGMA journal_mode=WAL",
                "PRAGMA synchronous=" + (durable ? "FULL" : "NORMAL"),
                // Otherwise fsync on macOS leaves the data in the drive's cache.
                "PRAGMA fullfsync=ON",
                "PRAGMA wal_autocheckpoint=" + CHECKPOINT,
                // Overwrites deleted rows.
                "PRAGMA secure_delete=ON",
                "PRAGMA temp_store=MEMORY",
                "PRAGMA cache_size=-16000");
    }

    /** Opens a connection that only reads, also while others write. */
    public static Connection read(Path file) throws SQLException {
        return open(
                file, "rw", PATIENCE, "PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-8000");
    }

    /** Opens a connection that leaves a file and its log unchanged, even if it is the last one to close. */
    public static Connection readOnly(Path file) throws SQLException {
        return open(file, "ro", PATIENCE, "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-8000");
    }

    /** Opens a connection that changes a file that is not in use otherwise, without creating files beside it. */
    public static Connection change(Path file) throws SQLException {
        return open(file, "rw", PATIENCE, "PRAGMA journal_mode=MEMORY");
    }

    /** Opens a connection that reads a file of possibly another program, without waiting long for that program's lock. */
    public static Connection probe(Path file) throws SQLException {
        return open(file, "ro", PATIENCE / 10);
    }

    /** Opens a connection that ignores the log. No other connection may write meanwhile. */
    static Connection immutable(Path file) throws SQLException {
        return open(file, "ro&immutable=1", 0);
    }

    /** @param mode one that does not create the file */
    private static Connection open(Path file, String mode, int patience, String... pragmas) throws SQLException {
        load();
        // In a URI no character of the name has a meaning to the driver.
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

    /** Executes a statement to its end, and returns the number of rows changed. */
    public static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Returns the number that is the result of a query; 0 if there is none. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /**
     * Moves commits from the write-ahead log into the file, without waiting for readers of the log. The connection must not be in a
     * transaction that has read.
     *
     * @param mode {@code PASSIVE}, or {@code TRUNCATE} to empty the log as well
     * @return whether this is complete
     */
    public static boolean checkpoint(Connection connection, String mode) throws SQLException {
        execute(connection, "PRAGMA busy_timeout=0");
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            row.next();
            return row.getLong(1) == 0 && row.getLong(2) == row.getLong(3);
        } finally {
            execute(connection, "PRAGMA busy_timeout=" + PATIENCE);
        }
    }

    /** Closes a connection. A failure does no harm: commits are stored. */
    public static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("cannot close a connection", e);
        }
    }

    /** Returns whether there was no space, also for the index of the write-ahead log. */
    public static boolean isFull(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code
                || (e instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    /** Returns whether a file is not a database, or a damaged one. */
    public static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /** Returns the error of a file whose pages are damaged. */
    public static Problem damaged(Path file) {
        return damaged(file, null);
    }

    private static Problem damaged(Path file, @Nullable SQLException cause) {
        return new Problem(
                file + " is damaged",
                "restore a backup with serve restore, or save what can be read: "
                        + Problem.command("serve salvage saved.db --journal " + Shell.word("sqlite:" + file)),
                cause);
    }

    /** Returns a file's error in words. */
    public static Problem problem(Path file, SQLException e) {
        int code = e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new Problem(file + " is not a journal", "name another file with --journal sqlite:FILE", e);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return damaged(file, e);
        }
        if (isFull(e)) {
            return new Problem("the disk of " + file + " is full", "free some space on it", e);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new Problem(
                    "permission denied: cannot read and write " + file,
                    "chown or chmod it, or name another with --journal",
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new Problem(file + " is locked by another program", "close that program, such as sqlite3", e);
        }
        return new Problem("cannot read or write " + file + ": " + e.getMessage(), "check the disk and the file", e);
    }

    /**
     * Loads the native code, unless it is loaded.
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
        } catch (Exception | LinkageError e) {
            Path folder = NativeCode.folder(FOLDER);
            throw new Problem(
                    "cannot load SQLite from a file in " + folder + ": " + NativeCode.reason(folder),
                    "name a folder that is writable and permits programs: java -Djava.io.tmpdir=DIR for all native code, or -D"
                            + FOLDER + "=DIR; or use --journal memory:",
                    e);
        }
    }
}
