package io.securechat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What a new file or folder permits to whom, from its first moment; where there are no POSIX permissions, what its folder does. */
public enum Permissions {
    /** A file that only its owner reads and writes. */
    FOR_OWNER("rw-------"),
    /** A file that everybody may read. */
    FOR_ALL("rw-r--r--"),
    /** A folder that is nobody's business but the owner's. */
    FOLDER_FOR_OWNER("rwx------");

    private final String letters;

    Permissions(String letters) {
        this.letters = letters;
    }

    /** For making something of this path, which need not have a folder yet. */
    public FileAttribute<?>[] at(Path path) throws IOException {
        Path place = path.toAbsolutePath();
        while (place.getParent() != null && !Files.exists(place)) {
            place = place.getParent();
        }
        boolean posix = Files.getFileStore(place).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
                }
                : new FileAttribute<?>[0];
    }
}
