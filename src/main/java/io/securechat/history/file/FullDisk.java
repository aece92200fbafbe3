package io.securechat.history.file;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a full disk: one line when it begins, and one when there is space again, whatever operations fail meanwhile. What needs
 * no space may still succeed on a full disk. Thread-safe.
 */
public final class FullDisk {
    private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);

    /** Free bytes with which a disk is no longer full. */
    private static final long SPACE = 1 << 20;

    private final Path file;
    private volatile boolean full;

    /** @param file a file on the disk */
    public FullDisk(Path file) {
        this.file = file;
    }

    /** Records that an operation failed for want of space. */
    synchronized void failed() {
        if (!full) {
            full = true;
            LOG.error("the disk of {} is full: new messages are refused until there is space; free some on it", file);
        }
    }

    /** Records that an operation succeeded. */
    void succeeded() {
        if (full) {
            check();
        }
    }

    private synchronized void check() {
        if (full && hasSpace()) {
            full = false;
            LOG.info("the disk of {} has space again: new messages are stored", file);
        }
    }

    private boolean hasSpace() {
        return file.toFile().getUsableSpace() >= SPACE; // Files.getFileStore fails in the sandbox of systemd
    }
}
