package io.securechat.history.file;

import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.Shell;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a journal, and the files beside it.
 *
 * @param path of the SQLite database; SQLite adds {@code -wal} and {@code -shm} while it is open
 */
public record JournalFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final String SCHEME = "sqlite:";

    /**
     * Returns the file that a URI names, whether or not it exists.
     *
     * @throws Problem if the URI is invalid
     */
    public static JournalFile of(String uri) {
        String name = uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : "";
        try {
            if (!name.isEmpty()) {
                return new JournalFile(Path.of(name));
            }
        } catch (InvalidPathException e) {
            // an invalid URI
        }
        throw new Problem("there is no journal '" + uri + "'", "use --journal sqlite:FILE or --journal memory:");
    }

    /** The full-text index, which can be rebuilt from the entries. */
    public Path search() {
        return beside("-search");
    }

    /** The accounts, certificates and addresses that its server does not admit. */
    public Path blocks() {
        return beside("-blocks");
    }

    /** SQLite's write-ahead log, which has the latest commits while the journal is open. */
    public Path log() {
        return beside("-wal");
    }

    /** Returns whether the log has, or had, commits in it. */
    public boolean hasLog() {
        try {
            return Files.size(log()) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** SQLite's shared index of the log. */
    public Path logIndex() {
        return beside("-shm");
    }

    /** The file that the one process that appends has locked. */
    Path lock() {
        return beside("-lock");
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** Returns this file by its path without symbolic links, so that all processes use the same lock. */
    public JournalFile real() {
        try {
            return Files.exists(path) ? new JournalFile(path.toRealPath()) : this;
        } catch (IOException e) {
            throw new Problem("cannot read " + path + ": " + FileErrors.reason(e), "check the path", e);
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Checks that the file can be written or created, without opening it.
     *
     * @throws Problem if not
     */
    public void checkWritable() {
        Path absolute = path.toAbsolutePath();
        Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
        if (Files.isDirectory(path)) {
            throw new Problem(
                    path + " is a folder, not a journal", "name a file in it: " + Shell.word(path + "/chat.db"));
        }
        if (!Files.isDirectory(folder)) {
            throw new Problem(
                    "there is no folder " + folder + " for the journal", "create it: mkdir -p " + Shell.word(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new Problem(
                    "permission denied: cannot write in the folder " + folder,
                    "the journal needs other files beside its own there: chown or chmod the folder, or put the journal in"
                            + " another one: --journal sqlite:FILE");
        }
        if (exists() && !(Files.isReadable(path) && Files.isWritable(path))) {
            throw new Problem(
                    "permission denied: cannot read and write " + path,
                    "chown or chmod it, or name another with --journal");
        }
    }

    /**
     * Checks that the file has no hard links: each name would have a log of its own.
     *
     * @throws Problem if it has
     */
    public void checkOnlyName() {
        try {
            int names = (Integer) Files.getAttribute(path, "unix:nlink");
            if (names > 1) {
                throw new Problem(
                        path + " has " + names + " hard links, and only one of them would have the latest commits",
                        "find and remove the others: find . -samefile " + Shell.word(path));
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // The system has no hard links, or opening the file reports the error.
        }
    }

    /** Warns of permissions with which other users can change the messages. */
    public void warnIfShared() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                LOG.warn(
                        "other users of this machine can change {}: its permissions are {}; chmod 600 {}",
                        path,
                        PosixFilePermissions.toString(permissions),
                        Shell.word(path));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // The system has no such permissions, or opening the file reports the error.
        }
    }

    /**
     * Checks that the file exists.
     *
     * @throws Problem if there is no such file
     */
    public void checkExists() {
        if (!Files.isRegularFile(path)) {
            throw new Problem(
                    "there is no journal at " + path, "name the journal of the server: --journal sqlite:FILE");
        }
    }

    /** Returns whether there is no file, or an empty one, in which SQLite creates a database. */
    private boolean isMissing() {
        try {
            return Files.size(path) == 0;
        } catch (IOException e) {
            return !exists();
        }
    }

    /**
     * Creates the file, empty, for its owner only, unless it exists. Does not open an existing file: closing it would release
     * SQLite's locks in this process (POSIX).
     *
     * @throws Problem if there is a log without its file, which SQLite would delete
     */
    public void createIfMissing() {
        if (!isMissing()) {
            return;
        }
        if (hasLog()) {
            throw new Problem(
                    "there is no journal at " + path + ", but its latest commits are in " + log(),
                    "restore the journal, or move the other file away to begin a new one: mv " + Shell.word(log()) + " "
                            + Shell.word(log() + ".old"));
        }
        if (Files.exists(search())) {
            LOG.warn(
                    "{} is new and empty, but has the search index of an earlier journal beside it; if that journal was moved"
                            + " or deleted by mistake, stop the server and restore it",
                    path);
        }
        try {
            Permissions.FOR_OWNER.create(path);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; the check of the schema tells whether it is a journal.
        } catch (IOException e) {
            throw new Problem("cannot create " + path + ": " + FileErrors.reason(e), "name another with --journal", e);
        }
    }
}
