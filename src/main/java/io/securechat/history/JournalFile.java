package io.securechat.history;

import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.Shell;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a journal, and those beside it.
 *
 * @param path where SQLite keeps the entries; it adds {@code -wal} and {@code -shm} while the file is open
 */
record JournalFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final String SCHEME = "sqlite:";

    /**
     * The file that a URI names, whether it is there or not.
     *
     * @throws Problem if it names none
     */
    static JournalFile of(String uri) {
        String name = uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : "";
        try {
            if (!name.isEmpty()) {
                return new JournalFile(Path.of(name));
            }
        } catch (InvalidPathException e) {
            // Then it is no journal.
        }
        throw new Problem("there is no journal '" + uri + "'", "use --journal sqlite:FILE or --journal memory:");
    }

    /** The index of all words, which can be made again from the entries. */
    Path search() {
        return beside("-search");
    }

    /** The latest commits, as long as the journal is open (SQLite's write-ahead log). */
    Path log() {
        return beside("-wal");
    }

    /** Whether there are commits in the log, or were. */
    boolean hasLog() {
        try {
            return Files.size(log()) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is where in the log, for the processes that have it open. */
    Path logIndex() {
        return beside("-shm");
    }

    /** Locked by the one process that appends. */
    Path lock() {
        return beside("-lock");
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** The same file by the one name that it has without symbolic links, so that everybody looks for the same lock. */
    JournalFile real() {
        try {
            return Files.exists(path) ? new JournalFile(path.toRealPath()) : this;
        } catch (IOException e) {
            throw new Problem("cannot read " + path + ": " + e.getMessage(), "check the path", e);
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** @throws Problem if the file cannot be written, or not be made; this finds it out without opening it */
    void checkWritable() {
        Path absolute = path.toAbsolutePath();
        Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
        if (Files.isDirectory(path)) {
            throw new Problem(
                    path + " is a folder, not a journal", "name a file in it: " + Shell.word(path + "/chat.db"));
        }
        if (!Files.isDirectory(folder)) {
            throw new Problem(
                    "there is no folder " + folder + " for the journal",
                    "make it first: mkdir -p " + Shell.word(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new Problem("this user may not write in " + folder, "the journal needs files there beside its own");
        }
        if (exists() && !(Files.isReadable(path) && Files.isWritable(path))) {
            throw new Problem(
                    "this user may not read and write " + path, "chown or chmod it, or name another with --journal");
        }
    }

    /** @throws Problem if the file has other names, each of which would have a log of its own */
    void checkOnlyName() {
        try {
            int names = (Integer) Files.getAttribute(path, "unix:nlink");
            if (names > 1) {
                throw new Problem(
                        path + " has " + names
                                + " names (hard links), and its latest commits would be beside one of them only",
                        "find the others and remove them: find . -samefile " + Shell.word(path));
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // A system without such names, or what opening it will tell.
        }
    }

    /** @throws Problem if there is nothing to read from */
    void checkExists() {
        if (!Files.isRegularFile(path)) {
            throw new Problem("there is no journal in " + path, "name the one of the server: --journal sqlite:FILE");
        }
    }

    /** Whether there is no file, or an empty one, in which SQLite makes a new database. */
    private boolean isMissing() {
        try {
            return Files.size(path) == 0;
        } catch (IOException e) {
            return !exists();
        }
    }

    /**
     * Makes the file, empty, for its owner only. Nothing is done to a file that is there, and above all it is not opened:
     * closing it again would take SQLite's locks from this process (POSIX).
     *
     * @throws Problem if there is a log without its file: SQLite would delete it
     */
    void createIfMissing() {
        if (!isMissing()) {
            return;
        }
        if (hasLog()) {
            throw new Problem(
                    "there is no journal in " + path + ", but its latest commits are in " + log(),
                    "put the journal back, or move the other file away to begin a new one: mv " + Shell.word(log())
                            + " " + Shell.word(log() + ".old"));
        }
        if (Files.exists(search())) {
            LOG.warn(
                    "{} is new and empty, but the search index of an earlier journal is beside it; if that journal was moved or"
                            + " deleted by mistake, stop the server and put it back",
                    path);
        }
        try {
            Permissions.FOR_OWNER.create(path);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; the schema's check finds out what it is.
        } catch (IOException e) {
            throw new Problem("cannot make " + path + ": " + e.getMessage(), "name another with --journal", e);
        }
    }
}
