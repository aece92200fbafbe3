package io.securechat.cli.control;

import io.securechat.history.file.JournalFile;
import io.securechat.history.memory.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The file of a control socket. */
public final class ControlFile {
    private ControlFile() {}

    /** Returns the file beside a journal; empty for a journal in memory. */
    public static Optional<Path> beside(String journal) {
        return journal(journal)
                .map(ControlFile::linked)
                .map(path -> path.resolveSibling(path.getFileName() + "-control"));
    }

    /** Returns the file that a symbolic link leads to, so that all names of a journal have the same socket. */
    private static Path linked(Path path) {
        try {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            return path;
        }
    }

    /** Returns the file of a journal; empty for a journal in memory. */
    static Optional<Path> journal(String uri) {
        return uri.equals(MemoryJournal.URI)
                ? Optional.empty()
                : Optional.of(JournalFile.of(uri).path());
    }

    static boolean isSocket(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets only the owner connect, where the system has such permissions. */
    static void restrict(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
