package io.securechat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system for one test, which is skipped if the user may not mount. */
final class Mount implements AutoCloseable {
    private final Path point;

    private Mount(Path point) {
        this.point = point;
    }

    /** Mounts a disk in memory with a size in bytes. */
    static Mount memory(Path point, long bytes) throws IOException {
        return mount(point, "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs");
    }

    /** Mounts the file system in an image. */
    static Mount image(Path point, Path image) throws IOException {
        return mount(point, "-o", "loop", image.toString());
    }

    /** Mounts a file at a second path. */
    static Mount bind(Path point, Path file) throws IOException {
        return mount(point, "--bind", file.toString());
    }

    private static Mount mount(Path point, String... what) throws IOException {
        if (!Files.exists(point)) {
            Files.createDirectories(point);
        }
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(what));
        command.add(point.toString());
        Assumptions.assumeTrue(succeeds(command), "this user may not mount");
        return new Mount(point);
    }

    /** Creates an ext4 file system in an image; skips the test if there is no program for it. */
    static void format(Path image) {
        Assumptions.assumeTrue(succeeds(List.of("mkfs.ext4", "-q", "-F", image.toString())), "no mkfs.ext4");
    }

    void remount(String option) {
        assertThat(succeeds(List.of("mount", "-o", "remount," + option, point.toString())))
                .isTrue();
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean success = process.waitFor() == 0;
            if (!success) {
                System.out.println(command + ": " + said);
            }
            return success;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path point() {
        return point;
    }

    @Override
    public void close() {
        assertThat(succeeds(List.of("umount", point.toString()))).isTrue();
    }
}
