package io.securechat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** POSIX permissions that a new file or folder has from its first moment. Other file systems inherit those of the folder. */
public enum Permissions {
    /** A file for its owner only. */
    FOR_OWNER("rw-------"),
    /** A file that everyone may read. */
    FOR_ALL("rw-r--r--"),
    /** A folder for its owner only. */
    FOLDER_FOR_OWNER("rwx------");

    private final String letters;

    Permissions(String letters) {
        this.letters = letters;
    }

    /**
     * Creates an empty file that a power cut does not take away.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public void create(Path file) throws IOException {
        Files.createFile(file, at(file));
        AtomicFile.syncFolder(file);
    }

    /** Opens a file; if that creates it, it has these permissions. */
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), at(file));
    }

    /** Returns the attributes for creating a path. */
    public FileAttribute<?>[] at(Path path) {
        // Not those of the path's file store, which cannot be determined in a chroot.
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
                }
                : new FileAttribute<?>[0];
    }
}
