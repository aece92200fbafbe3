package io.securechat.history.file;

import io.securechat.FileErrors;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A guard of the files of an open journal. A process can go on writing to an open file after it was moved, deleted or replaced.
 * This class detects that, so that no lost message is confirmed. Not thread-safe.
 */
public final class OpenFiles {
    private static final String HINT = "restore the files, or stop the server, restore a backup and start it again";

    // The format of the write-ahead log: https://www.sqlite.org/fileformat2.html#walformat
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int LOG_MAGIC = 0x377f0682;

    private final JournalFile file;
    private final @Nullable Object mainKey;
    private @Nullable Object logKey;
    private @Nullable Object indexKey;
    private @Nullable FileTime written;
    private long size;
    private long version;
    private Frames known = new Frames(0, 0);
    private @Nullable Problem damage;

    /** The number of frames in the write-ahead log, and of those moved into the main file. */
    record Frames(long all, long moved) {}

    /** @throws Problem if the main file does not exist */
    public OpenFiles(JournalFile file) {
        this.file = file;
        this.mainKey = look(file.path()).fileKey();
    }

    /**
     * Checks that the main file is still the opened one.
     *
     * @throws Problem if the main file was moved, deleted or replaced
     */
    public void checkMain() {
        checkName(file.path(), mainKey);
    }

    /** Records that a connection has opened the files. */
    void opened(Connection connection) throws SQLException {
        checkMain();
        logKey = look(file.log()).fileKey();
        indexKey = look(file.logIndex()).fileKey();
        if (written == null) {
            remember(connection);
        }
        version = version(connection); // each connection counts for itself
    }

    private void remember(Connection connection) throws SQLException {
        BasicFileAttributes main = look(file.path());
        written = main.lastModifiedTime();
        size = main.size();
        known = frames(connection);
        version = version(connection);
    }

    /**
     * Records that this connection has moved the log into the main file.
     *
     * @throws Problem if another program has truncated the main file meanwhile
     */
    void moved(Connection connection) throws SQLException {
        if (!isUntouched(frames(connection))) {
            remember(connection);
            if (known.all() == known.moved() && size != length(connection)) {
                throw damaged(file.path());
            }
        }
    }

    private static long length(Connection connection) throws SQLException {
        long pages = Sqlite.number(connection, "PRAGMA page_count");
        endReading(connection);
        return pages * Sqlite.number(connection, "PRAGMA page_size");
    }

    /** Ends a transaction that has read: within one, SQLite neither inspects nor moves the log. */
    private static void endReading(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    /** Returns whether nothing was moved from the log into the main file since the last check. */
    private boolean isUntouched(Frames now) {
        return now.moved() == known.moved() && now.all() >= known.all();
    }

    /** Returns a number that changes with each commit of another connection. */
    private static long version(Connection connection) throws SQLException {
        long version = Sqlite.number(connection, "PRAGMA data_version");
        endReading(connection);
        return version;
    }

    /** @throws Problem if a file was moved, deleted or replaced, or the main file was overwritten */
    void check(Connection connection) throws SQLException {
        if (damage != null) {
            throw damage;
        }
        BasicFileAttributes main = checkName(file.path(), mainKey);
        checkName(file.log(), logKey);
        checkName(file.logIndex(), indexKey);
        if (!main.lastModifiedTime().equals(written) || main.size() != size) {
            if (isUntouched(frames(connection)) && version(connection) == version) {
                throw damaged(file.path()); // not by SQLite
            }
            remember(connection);
        }
    }

    /**
     * Checks that the last commit is in the write-ahead log at its path.
     *
     * @return the number of frames in the log
     * @throws Problem as {@link #check}, and if the log was overwritten or truncated
     */
    long checkCommit(Connection connection) throws SQLException {
        check(connection);
        Frames now = frames(connection);
        if (now.all() > 0 && !endsWithCommit(now.all(), Sqlite.number(connection, "PRAGMA page_size"))) {
            throw damaged(file.log());
        }
        known = now;
        return now.all();
    }

    /**
     * Returns the damage to the files, or null if they are intact. Close the connection only if they are, because SQLite then moves
     * the log into the main file. Rolls back an open transaction.
     */
    public @Nullable Problem trouble(Connection connection) throws SQLException {
        try {
            endReading(connection);
            checkCommit(connection);
            return null;
        } catch (Problem e) {
            return e;
        }
    }

    private boolean endsWithCommit(long frames, long pageSize) {
        ByteBuffer header = ByteBuffer.allocate(LOG_HEADER);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
        try (FileChannel log = FileChannel.open(file.log(), StandardOpenOption.READ)) {
            log.read(header, 0);
            log.read(frame, LOG_HEADER + (frames - 1) * (pageSize + FRAME_HEADER));
        } catch (IOException e) {
            return false;
        }
        return !header.hasRemaining()
                && !frame.hasRemaining()
                && (header.getInt(0) & ~1) == LOG_MAGIC
                && header.getLong(16) == frame.getLong(8)
                && frame.getInt(4) != 0;
    }

    private Problem damaged(Path path) {
        damage = new Problem(path + " was overwritten by another program while in use", HINT);
        return damage;
    }

    private static BasicFileAttributes checkName(Path path, @Nullable Object key) {
        BasicFileAttributes found = look(path);
        if (!Objects.equals(found.fileKey(), key)) {
            throw new Problem(path + " was replaced by another file while in use", HINT);
        }
        return found;
    }

    private static BasicFileAttributes look(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new Problem(
                    Files.exists(path)
                            ? "cannot read " + path + " any more: " + FileErrors.reason(e)
                            : path + " or its folder was moved or deleted while in use",
                    HINT,
                    e);
        }
    }

    static Frames frames(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("PRAGMA wal_checkpoint(NOOP)");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new Frames(row.getLong(2), row.getLong(3)) : new Frames(0, 0);
        }
    }
}
