package io.securechat.history;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for its owner only that appears under its name when all of it is on the disk, and never in the place of another. */
final class NewFile implements AutoCloseable {
    private final Path target;
    private final Path part;

    private NewFile(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /** @throws Problem if there is such a file, or it cannot be made */
    static NewFile of(Path target) {
        if (Files.exists(target)) {
            throw exists(target);
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            PrivateFiles.create(part);
        } catch (NoSuchFileException e) {
            throw new Problem("there is no folder for " + target, "make it first: mkdir -p", e);
        } catch (IOException e) {
            throw new Problem("cannot write " + target + ": " + e.getMessage(), "name another file", e);
        }
        part.toFile().deleteOnExit(); // when it is interrupted
        return new NewFile(target, part);
    }

    /** Where it is until it is complete. */
    Path part() {
        return part;
    }

    /** @throws Problem if meanwhile there is another file of its name */
    void complete() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(part, target);
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        }
        PrivateFiles.syncFolder(target);
    }

    private static Problem exists(Path target) {
        return new Problem(
                target + " exists already, and is not overwritten", "name another file, or move that one away");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }
}
