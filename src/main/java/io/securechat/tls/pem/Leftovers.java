package io.securechat.tls.pem;

import io.securechat.AtomicFile;
import io.securechat.InputFile;
import io.securechat.Permissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hidden files that a killed process leaves in a directory of certificates: new files not yet moved into place, links to the files
 * that they replace, and a record that all new files were written. If there is a record, the move is completed; all other leftovers
 * are deleted, because they may contain private keys.
 */
public final class Leftovers {
    private static final Pattern TEMPORARY =
            Pattern.compile("\\.(?<target>.+\\.(?:crt|key|pem|p12|csr|crl|log))\\.(?<pid>\\d{1,18})\\.(?:new|old)");

    private static final Pattern RECORD = Pattern.compile("\\.gencert\\.(?<pid>\\d{1,18})\\.(?:commit|part)");

    /** Tolerance when the start of a process is compared with the time of a file: the clock may have been set. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Files that this process is writing. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final String LOCK = ".ca.lock";

    private Leftovers() {}

    /** The file to lock before settling a directory that several processes change, such as a CA's. */
    public static Path lock(Path directory) {
        return directory.resolve(LOCK);
    }

    /** Returns whether only the holder of the {@link #lock} may settle a directory: there is such a file. */
    public static boolean needLock(Path directory) {
        return Files.exists(lock(directory));
    }

    /** Returns the hidden file of this process for a target; it is no leftover until it is {@link #release released}. */
    static Path beside(Path target, String suffix) {
        return own(
                directory(target),
                target.getFileName() + "." + ProcessHandle.current().pid() + "." + suffix);
    }

    private static Path own(Path directory, String name) {
        Path path = directory.resolve("." + name);
        OWN.add(path);
        return path;
    }

    static void release(Path path) {
        OWN.remove(path);
    }

    static Path directory(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.getParent() == null ? absolute : absolute.getParent();
    }

    /**
     * Records that all new files are complete: from now on they are moved into place even if this process is killed.
     *
     * @param temporaries in the same directory
     * @return the record, to be deleted after the move
     */
    static Path record(List<Path> temporaries) throws IOException {
        Path directory = directory(temporaries.get(0));
        String name = "gencert." + ProcessHandle.current().pid();
        Path record = own(directory, name + ".commit");
        Path part = own(directory, name + ".part");
        String names = String.join(
                "\n",
                temporaries.stream().map(path -> path.getFileName().toString()).toList());
        try (AtomicFile fresh = AtomicFile.create(record, part, Permissions.FOR_OWNER)) {
            fresh.write((names + "\n").getBytes(StandardCharsets.UTF_8));
            fresh.replace();
            return record;
        } finally {
            release(part);
        }
    }

    /** Returns whether {@link #settle} would change anything. */
    public static boolean areIn(Path directory) {
        try {
            return !find(directory, RECORD).isEmpty()
                    || !find(directory, TEMPORARY).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Completes recorded moves and deletes all other leftovers. Not for two processes at a time in the same directory.
     *
     * @throws IOException if the directory cannot be read or changed
     */
    public static void settle(Path directory) throws IOException {
        for (Path record : find(directory, RECORD)) {
            if (record.toString().endsWith(".commit")) {
                complete(record, directory);
            }
            Files.deleteIfExists(record);
        }
        for (Path temporary : find(directory, TEMPORARY)) {
            Files.deleteIfExists(temporary);
        }
    }

    private static void complete(Path record, Path directory) throws IOException {
        for (String name : InputFile.lines(record, InputFile.SMALL)) {
            Matcher temporary = TEMPORARY.matcher(name);
            Path file = temporary.matches() && name.indexOf('/') < 0 ? directory.resolve(name) : null;
            if (file != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, directory.resolve(temporary.group("target")), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        AtomicFile.syncFolder(record);
    }

    private static List<Path> find(Path directory, Pattern pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory.toAbsolutePath().normalize(), ".*")) {
            for (Path entry : entries) {
                Matcher name = pattern.matcher(String.valueOf(entry.getFileName()));
                if (name.matches()
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        && !OWN.contains(entry)
                        && isOfTheDead(entry, Long.parseLong(name.group("pid")))) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Returns whether the process that wrote a file has ended. In a container a new process often has the same process id. */
    private static boolean isOfTheDead(Path file, long pid) throws IOException {
        if (pid == ProcessHandle.current().pid()) {
            return true;
        }
        Instant written =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        Instant latest = written.plus(TOLERANCE);
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(started -> started.isAfter(latest))
                .orElse(ProcessHandle.of(pid).isEmpty());
    }
}
