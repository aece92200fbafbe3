package io.securechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for a benchmark, which has no {@code @TempDir}: deleted at its end, with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    public TemporaryFolder(Path parent, String name) throws IOException {
        path = Files.createTempDirectory(parent, name).toAbsolutePath();
    }

    /** In the folder for temporary files. */
    public TemporaryFolder(String name) throws IOException {
        this(Path.of(System.getProperty("java.io.tmpdir")), name);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
