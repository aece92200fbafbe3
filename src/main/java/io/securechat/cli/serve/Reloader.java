package io.securechat.cli.serve;

import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.cli.service.ServiceManager;
import io.securechat.server.log.Audit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads a running server's files when they change or on request, all or nothing: while one of them is broken, the previous
 * content stays in force. On request, it also reads the options again. It polls the files, because notifications of the
 * system miss changes behind symbolic links, on network file systems and by mounting. Once a day and after each reload, it warns of certificates and lists that expire soon.
 */
final class Reloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final int POLL_MILLIS = 300;
    private static final Duration WARN_EVERY = Duration.ofDays(1);

    private ServerFiles files;
    private final Supplier<LiveOptions.Reread> options;
    private final Clock clock;
    private final ServiceManager manager;
    private final Consumer<ServerMaterial> receiver;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = Threads.daemon("files", this::run);

    /** The attributes just before the files were read, and those of the last poll. */
    private Map<Path, Map<String, Object>> read;

    private Map<Path, Map<String, Object>> seen;
    private volatile ServerMaterial material;
    private Instant warned = Instant.MIN;

    /**
     * Starts polling.
     *
     * @param options reads the options again, for a reload on request
     * @param read the attributes before {@code material} was read, see {@link #look}
     * @param manager is notified of each reload
     * @param receiver takes the new content, on the polling thread
     */
    Reloader(
            ServerFiles files,
            Supplier<LiveOptions.Reread> options,
            Map<Path, Map<String, Object>> read,
            ServerMaterial material,
            Clock clock,
            ServiceManager manager,
            Consumer<ServerMaterial> receiver) {
        this.files = files;
        this.options = options;
        this.read = read;
        this.seen = read;
        this.material = material;
        this.clock = clock;
        this.manager = manager;
        this.receiver = receiver;
        thread.start();
    }

    /** Returns the {@linkplain InputFile#look attributes} of files. */
    static Map<Path, Map<String, Object>> look(Iterable<Path> paths) {
        Map<Path, Map<String, Object>> looks = new HashMap<>();
        paths.forEach(path -> looks.put(path, InputFile.look(path)));
        return looks;
    }

    /** Returns the content in force. */
    ServerMaterial material() {
        return material;
    }

    /** Requests a reload now, whether the files have changed or not. */
    void reload() {
        asked.release();
    }

    private void run() {
        try {
            while (true) {
                warnDaily();
                boolean now = asked.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
                Map<Path, Map<String, Object>> looks = look(files.paths());
                // They may still be being written: wait until two polls in a row agree.
                if (now || (!looks.equals(read) && looks.equals(seen))) {
                    read = looks;
                    read(now);
                }
                seen = looks;
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** @param all whether to read the options, too */
    private void read(boolean all) {
        manager.reloading();
        manager.ready(reloaded(all));
    }

    /** Returns the result in words. */
    private String reloaded(boolean all) {
        try {
            LiveOptions.Reread reread = all ? options.get() : new LiveOptions.Reread(files, List.of());
            ServerFiles next = all ? reread.files().succeeding(files) : files;
            Map<Path, Map<String, Object>> looks = look(next.paths());
            ServerMaterial present = next.read().succeeding(material);
            receiver.accept(present);
            for (String change : present.changesSince(material)) {
                LOG.info(change);
                Audit.event("reload").addKeyValue("change", change).log();
            }
            files = next;
            read = looks;
            if (reread.restart().isEmpty()) {
                LOG.info("reloaded");
            } else {
                LOG.warn("reloaded, except for what needs a restart: {}", String.join("; ", reread.restart()));
            }
            material = present;
            warned = Instant.MIN;
            return "reloaded";
        } catch (Problem problem) {
            LOG.error("reload failed, keeping the previous files: {}; {}", problem.getMessage(), problem.hint());
            return "reload failed, keeping the previous files: " + problem.getMessage();
        } catch (RuntimeException e) {
            LOG.error("reload failed, keeping the previous files", e);
            return "reload failed, keeping the previous files: " + e;
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
