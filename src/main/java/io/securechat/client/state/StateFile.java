package io.securechat.client.state;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small file of lines, readable by its owner only, which several programs may change: each reads it, changes its own lines and
 * replaces it as a whole. Failures are reported once and never stop the chat.
 */
final class StateFile {
    /** Bytes of a file; more than the largest state takes. */
    static final int MAX_SIZE = 8 << 20;

    /** Attempts to lock the file, which a suspended program may have locked. */
    private static final int ATTEMPTS = 50;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path file;
    private final Predicate<String> valid;
    private final Consumer<Problem> warning;
    private boolean broken;

    /**
     * @param valid checks a line
     * @param warning receives a problem with the file
     */
    StateFile(Path file, Predicate<String> valid, Consumer<Problem> warning) {
        this.file = file;
        this.valid = valid;
        this.warning = warning;
    }

    /** Returns the lines; none if there is no file, or if it is damaged, which moves it aside. */
    List<String> read() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) <= MAX_SIZE) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (lines.stream().allMatch(valid)) {
                    return lines;
                }
            }
            moveAside(file, warning);
        } catch (CharacterCodingException e) {
            moveAside(file, warning);
        } catch (IOException e) {
            fail("cannot read '" + file + "': " + FileErrors.reason(e), e);
        }
        return List.of();
    }

    /** Moves a damaged file aside. */
    static void moveAside(Path file, Consumer<Problem> warning) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warning.accept(new Problem("'" + file + "' is damaged, and not used", "it is in '" + aside + "' now"));
        } catch (IOException e) {
            warning.accept(new Problem("'" + file + "' is damaged: " + FileErrors.reason(e), "delete it", e));
        }
    }

    /** Changes the lines. */
    void update(UnaryOperator<List<String>> change) {
        // A process may lock a file once only.
        synchronized (StateFile.class) {
            if (broken) {
                return;
            }
            try {
                createFolder(file);
                try (FileChannel lock = Permissions.FOR_OWNER.open(
                        beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lock(lock);
                    List<String> lines = read();
                    List<String> changed = change.apply(lines);
                    if (!changed.equals(lines)) {
                        write(changed);
                    }
                }
            } catch (IOException e) {
                fail("cannot write '" + file + "': " + FileErrors.reason(e), e);
            }
        }
    }

    /** Waits for the lock, but not for long: without it, one of two changes at the same moment may be lost. */
    private static void lock(FileChannel lock) throws IOException {
        for (int i = 0; i < ATTEMPTS && lock.tryLock() == null; i++) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void write(List<String> lines) throws IOException {
        Path fresh = beside("." + ProcessHandle.current().pid() + ".new");
        try (AtomicFile replacing = AtomicFile.create(file, fresh, Permissions.FOR_OWNER)) {
            replacing.write(
                    String.join("", lines.stream().map(line -> line + "\n").toList())
                            .getBytes(StandardCharsets.UTF_8));
            replacing.replace();
        }
    }

    static void createFolder(Path file) throws IOException {
        Path folder = file.resolveSibling(".").normalize();
        Files.createDirectories(folder, Permissions.FOLDER_FOR_OWNER.at(folder));
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void fail(String what, @Nullable Exception why) {
        broken = true;
        warning.accept(new Problem(what, "what it keeps is lost when you leave the chat", why));
    }
}
