package io.securechat.history;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Moves the write-ahead log of a journal into its main file. SQLite does not do it by itself here, for only this class knows
 * when the log can begin anew, and so with which commit the next {@link Generation} has to begin. For one thread.
 */
final class WriteAheadLog {
    /** Further frames after which that is tried again, where a reader has kept some of the log from being moved. */
    private static final int AGAIN = 1000;

    private final OpenFiles files;
    private long frames;
    private long next = Sqlite.CHECKPOINT;

    WriteAheadLog(OpenFiles files) {
        this.files = files;
    }

    /** A connection was opened: moves what opening it has written, so that the next commit begins a generation. */
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
            next = done ? Sqlite.CHECKPOINT : frames + AGAIN;
        }
    }

    /** Moves all of it and truncates the file, unless somebody still reads from it. Returns whether that is done. */
    boolean empty(Connection connection) throws SQLException {
        return move(connection, "TRUNCATE");
    }

    private boolean move(Connection connection, String mode) throws SQLException {
        files.checkCommit(connection);
        boolean done = Sqlite.checkpoint(connection, mode);
        files.moved(connection);
        return done;
    }
}
