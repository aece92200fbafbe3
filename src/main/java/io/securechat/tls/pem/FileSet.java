package io.securechat.tls.pem;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several files that are written together or not at all: each is written beside its target first, then all are moved into place. If
 * anything fails, the previous files are restored. If the process is killed, the next one completes the move or deletes the new files
 * ({@link Leftovers}).
 */
public final class FileSet {
    private final List<PemFile> files;
    private final Deque<Undo> undo = new ArrayDeque<>();
    private final List<Path> temporaries = new ArrayList<>();
    private final List<Path> replaced = new ArrayList<>();
    private @Nullable Path record;

    public FileSet(List<PemFile> files) {
        this.files = List.copyOf(files);
    }

    public void write(boolean overwrite) {
        checkPlaces(overwrite);
        Path current = files.get(0).path();
        try {
            List<AtomicFile> written = new ArrayList<>();
            for (PemFile file : files) {
                current = file.path();
                written.add(writeBeside(file));
            }
            if (written.size() > 1 && directories().size() == 1) {
                record = Leftovers.record(temporaries);
            }
            for (int i = 0; i < files.size(); i++) {
                current = files.get(i).path();
                moveIntoPlace(written.get(i), current);
            }
            undo.clear();
            replaced.forEach(FileSet::deleteQuietly);
        } catch (IOException e) {
            throw new Problem(
                    "cannot write " + current + ": " + FileErrors.reason(e),
                    "nothing was changed; check the directory's permissions and free space",
                    e);
        } finally {
            if (record != null) {
                deleteQuietly(record);
            }
            undoAll();
            temporaries.forEach(FileSet::deleteQuietly);
        }
    }

    private void checkPlaces(boolean overwrite) {
        if (!overwrite) {
            requireFree();
        }
        for (PemFile file : files) {
            if (Files.isDirectory(file.path())) {
                throw new Problem(file.path() + " is a directory", "move it away, or use another directory: --dir DIR");
            }
        }
    }

    /**
     * Checks that none of the files exists.
     *
     * @throws Problem if one of the files exists
     */
    public void requireFree() {
        List<Path> taken = files.stream()
                .map(PemFile::path)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!taken.isEmpty()) {
            String names = taken.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new Problem(
                    names + (taken.size() == 1 ? " already exists" : " already exist"),
                    "overwrite with --force, or use another directory: --dir DIR");
        }
    }

    private AtomicFile writeBeside(PemFile file) throws IOException {
        Path temporary = Leftovers.beside(file.path(), "new");
        temporaries.add(temporary);
        AtomicFile fresh = AtomicFile.create(
                file.path(), temporary, file.isSecret() ? Permissions.FOR_OWNER : Permissions.FOR_ALL);
        fresh.write(file.content());
        return fresh;
    }

    private void moveIntoPlace(AtomicFile fresh, Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Path saved = Leftovers.beside(place, "old");
            Files.deleteIfExists(saved);
            save(place, saved);
            replaced.add(saved);
            undo.push(() -> restore(saved, place));
        } else {
            undo.push(() -> Files.deleteIfExists(place));
        }
        fresh.replace();
    }

    /** Keeps the old file in its place until the new one replaces it: a server may read it at any moment. */
    private static void save(Path place, Path saved) throws IOException {
        try {
            Files.createLink(saved, place);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(place, saved, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void restore(Path saved, Path place) throws IOException {
        Files.move(saved, place, StandardCopyOption.ATOMIC_MOVE);
        // Moving does nothing if both are links to the same file.
        Files.deleteIfExists(saved);
    }

    private List<Path> directories() {
        return files.stream()
                .map(file -> Leftovers.directory(file.path()))
                .distinct()
                .toList();
    }

    private void undoAll() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (IOException e) {
                // Restore the other files.
            }
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The new files are in place.
        }
        Leftovers.release(path);
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }
}
