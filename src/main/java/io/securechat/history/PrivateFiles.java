package io.securechat.history;

import io.securechat.Permissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Files that only their owner can read, from the first byte. */
final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes a new file, so that it is there after a power cut, too.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there
     */
    static void create(Path file) throws IOException {
        Files.createFile(file, Permissions.FOR_OWNER.at(file));
        syncFolder(file);
    }

    static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), Permissions.FOR_OWNER.at(file));
    }

    /** Makes what was made, renamed or deleted in the folder of a file last. */
    static void syncFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and does this by itself.
        }
    }
}
