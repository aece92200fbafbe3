package io.securechat.cli;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a running server's files again when they have changed or when it is asked to, and hands on what they say: all of it or
 * nothing, so that while one of them is broken what was read before stays in force. It looks at the files a few times a
 * second, which notices what the system's notifications miss: changes behind symbolic links, on network file systems, by
 * mounting. Once a day, and after each reading, it warns of what ends soon.
 */
final class Reloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final int LOOK_MILLIS = 300;
    private static final Duration WARN_EVERY = Duration.ofDays(1);

    /** Where there is a time of the last change of permissions it counts too: they may be what was wrong. */
    private static final String ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                    ? "unix:size,lastModifiedTime,fileKey,ctime"
                    : "size,lastModifiedTime,fileKey";

    private final ServerFiles files;
    private final Clock clock;
    private final Consumer<ServerMaterial> receiver;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "files");

    /** How the files looked just before they were read, and when they were last looked at. */
    private Map<Path, Map<String, Object>> read;

    private Map<Path, Map<String, Object>> seen;
    private ServerMaterial material;
    private Instant warned = Instant.MIN;

    /**
     * Begins to look at the files.
     *
     * @param read how they looked before they said this, see {@link #look}
     * @param receiver takes what they say when they have changed, on the thread that looks
     */
    Reloader(
            ServerFiles files,
            Map<Path, Map<String, Object>> read,
            ServerMaterial material,
            Clock clock,
            Consumer<ServerMaterial> receiver) {
        this.files = files;
        this.read = read;
        this.seen = read;
        this.material = material;
        this.clock = clock;
        this.receiver = receiver;
        thread.setDaemon(true);
        thread.start();
    }

    /** How files look from outside: whatever is done to one of them changes this. */
    static Map<Path, Map<String, Object>> look(Iterable<Path> paths) {
        Map<Path, Map<String, Object>> looks = new HashMap<>();
        for (Path path : paths) {
            try {
                looks.put(path, Files.readAttributes(path, ATTRIBUTES));
            } catch (IOException e) {
                // It is missing, and that is how it looks.
            }
        }
        return looks;
    }

    /** Has the files read now, whether they have changed or not. */
    void reload() {
        asked.release();
    }

    private void run() {
        try {
            while (true) {
                warnDaily();
                boolean now = asked.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                Map<Path, Map<String, Object>> looks = look(files.paths());
                // Whoever writes them may not be done: they are read when they have stayed the same for a while.
                if (now || (!looks.equals(read) && looks.equals(seen))) {
                    read = looks;
                    read();
                }
                seen = looks;
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    private void read() {
        try {
            ServerMaterial present = files.read().succeeding(material);
            present.changesSince(material).forEach(LOG::info);
            receiver.accept(present);
            LOG.info("reloaded");
            material = present;
            warned = Instant.MIN;
        } catch (Problem problem) {
            LOG.error("not reloaded, all stays as it was: {}; {}", problem.getMessage(), problem.hint());
        } catch (RuntimeException e) {
            LOG.error("not reloaded, all stays as it was", e);
        }
    }

    private void warnDaily() {
        Instant now = clock.instant();
        if (warned.isBefore(now.minus(WARN_EVERY))) {
            material.warnings(now).forEach(LOG::warn);
            warned = now;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
