package io.securechat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that takes its place as a whole: it is written under a temporary name, synced, and renamed, and its folder is synced, too. After
 * a crash or a power cut the old file is there or the new one, never a part of one. Closing it deletes what is not in its place.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path temporary;
    private final Path target;

    private AtomicFile(Path temporary, Path target) {
        this.temporary = temporary;
        this.target = target;
    }

    /**
     * Creates the temporary file, empty, in place of one that an earlier process has left behind.
     *
     * @param temporary in the same folder as the target
     */
    public static AtomicFile create(Path target, Path temporary, Permissions permissions) throws IOException {
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, permissions.at(temporary));
        return new AtomicFile(temporary, target);
    }

    /** The path to write to until the file is complete. */
    public Path temporary() {
        return temporary;
    }

    /** Writes the whole content and syncs it. */
    public void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer remaining = ByteBuffer.wrap(content);
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        }
    }

    /** Syncs a content that was written to {@link #temporary} by other means. */
    public void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Puts the file in its place, instead of the file that is there. */
    public void replace() throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target);
    }

    /**
     * Puts the file in its place, which must be free.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file in it
     */
    public void claim() throws IOException {
        Files.move(temporary, target);
        syncFolder(target);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }

    /** Syncs the folder that a file is in, so that a power cut does not undo its creation, renaming or deletion. */
    public static void syncFolder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and writes their changes itself.
        }
    }
}
