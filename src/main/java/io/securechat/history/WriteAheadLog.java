package io.securechat.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves the write-ahead log of a journal into its main file. SQLite does not do it by itself here, for only this class knows
 * when the log can begin anew, and so with which commit the next {@link Generation} has to begin. For one thread.
 */
final class WriteAheadLog {
    /** Frames after which the log is moved into the main file: 32 MiB. */
    private static final int LONG = 8000;

    /** Frames until that is tried again while somebody still reads from the log. */
    private static final int AGAIN = 1000;

    private final OpenFiles files;
    private long frames;
    private long next = LONG;

    WriteAheadLog(OpenFiles files) {
        this.files = files;
    }

    /** A connection was opened: what that has written is moved, so that a generation begins. */
    void opened(Connection connection) throws SQLException {
        files.opened(connection);
        move(connection, "PASSIVE");
    }

    /** Begins a transaction; with one that may be the first of a log, a generation begins. */
    void begin(Connection connection) throws SQLException {
        files.check(connection);
        OpenFiles.Frames now = OpenFiles.frames(connection);
        if (now.all() == now.moved()) {
            Generation.next(connection);
        }
    }

    /** The transaction was committed. */
    void committed(Connection connection) throws SQLException {
        frames = files.checkCommit(connection);
    }

    /** Moves it where it is long. */
    void shorten(Connection connection) throws SQLException {
        if (frames >= next) {
            boolean done = move(connection, "PASSIVE");
            next = done ? LONG : frames + AGAIN;
        }
    }

    /** Moves all of it, and cuts the file off; not as long as somebody still reads from it. Returns whether that is done. */
    boolean empty(Connection connection) throws SQLException {
        long waited = Sqlite.number(connection, "PRAGMA busy_timeout");
        Sqlite.number(connection, "PRAGMA busy_timeout=0");
        try {
            return move(connection, "TRUNCATE");
        } finally {
            Sqlite.number(connection, "PRAGMA busy_timeout=" + waited);
        }
    }

    private boolean move(Connection connection, String mode) throws SQLException {
        files.checkCommit(connection);
        boolean done;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            row.next();
            done = row.getLong(1) == 0 && row.getLong(2) == row.getLong(3);
        }
        files.moved(connection);
        return done;
    }
}
