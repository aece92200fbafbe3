package io.securechat.history.file;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The write-ahead log of a journal, and its checkpoints. SQLite's own checkpoints are off, because the commit that begins a log
 * has to begin a {@link Generation}, too. Not thread-safe.
 */
public final class WriteAheadLog {
    /** Further frames after which to try again when a reader has prevented a full checkpoint. */
    private static final int AGAIN = 1000;

    private final OpenFiles files;
    private long frames;
    private long next = Sqlite.CHECKPOINT;

    public WriteAheadLog(OpenFiles files) {
        this.files = files;
    }

    /** Records a new connection, and moves the log, so that the next commit begins a generation. */
    public void opened(Connection connection) throws SQLException {
        files.opened(connection);
        move(connection, "PASSIVE");
    }

    /** Begins a transaction, and a generation if the transaction may be the first of a log. */
    public void begin(Connection connection) throws SQLException {
        files.check(connection);
        OpenFiles.Frames now = OpenFiles.frames(connection);
        if (now.all() == now.moved()) {
            Generation.next(connection);
        }
    }

    /** Records that the transaction was committed. */
    public void committed(Connection connection) throws SQLException {
        frames = files.checkCommit(connection);
    }

    /** Moves the log if it is long. */
    public void shorten(Connection connection) throws SQLException {
        if (frames >= next) {
            boolean done = move(connection, "PASSIVE");
            next = done ? Sqlite.CHECKPOINT : frames + AGAIN;
        }
    }

    /** Moves all of the log and truncates it, unless there are readers. Returns whether this is complete. */
    public boolean empty(Connection connection) throws SQLException {
        return move(connection, "TRUNCATE");
    }

    private boolean move(Connection connection, String mode) throws SQLException {
        files.checkCommit(connection);
        boolean done = Sqlite.checkpoint(connection, mode);
        files.moved(connection);
        return done;
    }
}
