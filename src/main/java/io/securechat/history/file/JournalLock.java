package io.securechat.history.file;

import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the one process that appends to a journal. The operating system releases it when the process ends; the lock's file
 * stays. The main file is locked, too, in case it has another path.
 */
public final class JournalLock implements AutoCloseable {
    /** A byte beyond the end of the main file, which SQLite never locks. */
    private static final long BYTE = 1L << 62;

    private final JournalFile file;
    private final FileChannel channel;
    private @Nullable FileChannel main;
    private @Nullable FileLock mainLock;

    private JournalLock(JournalFile file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of a journal.
     *
     * @throws Problem if another process has the lock
     */
    public static JournalLock take(JournalFile file) {
        try {
            FileChannel channel =
                    Permissions.FOR_OWNER.open(file.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw taken(file);
            }
            return new JournalLock(file, channel);
        } catch (IOException e) {
            throw new Problem(
                    "cannot lock " + file.lock() + ": " + FileErrors.reason(e),
                    "name another file with --journal sqlite:FILE",
                    e);
        }
    }

    private static Problem taken(JournalFile file) {
        return new Problem(
                file.path() + " is in use by another server",
                "stop that one first, or name another file with --journal sqlite:FILE");
    }

    /**
     * Locks the main file itself. A process loses this lock when it closes the file anywhere (POSIX), which SQLite does only while
     * none of its connections has read. Call this before the first connection, and again after one has read.
     *
     * @throws Problem if another process has the lock
     */
    public void lockMain() {
        try {
            FileChannel opened = main;
            if (opened == null) {
                opened = FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                main = opened;
            } else if (mainLock != null) {
                mainLock.release();
            }
            mainLock = opened.tryLock(BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            mainLock = null;
        } catch (IOException e) {
            throw new Problem(
                    "cannot lock " + file.path() + ": " + FileErrors.reason(e),
                    "name another file with --journal sqlite:FILE",
                    e);
        }
        if (mainLock == null) {
            throw taken(file);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this process
        }
    }

    /** Releases the lock. Close all connections to the main file first. */
    @Override
    public void close() {
        try {
            if (main != null) {
                main.close();
            }
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
