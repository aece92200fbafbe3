package io.securechat.history;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * The right to append to a journal, which one process has at a time. The operating system takes it back when the process
 * ends, however it ends; the file stays.
 */
final class JournalLock implements AutoCloseable {
    private final FileChannel channel;

    private JournalLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws Problem if another one has it */
    static JournalLock take(JournalFile file) {
        try {
            FileChannel channel = PrivateFiles.open(file.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new Problem(
                        file.path() + " is in use by another server",
                        "stop that one first, or name another file with --journal sqlite:FILE");
            }
            return new JournalLock(channel);
        } catch (IOException e) {
            throw new Problem(
                    "cannot lock " + file.lock() + ": " + e.getMessage(),
                    "name another file with --journal sqlite:FILE",
                    e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
