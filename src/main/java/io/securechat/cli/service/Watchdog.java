package io.securechat.cli.service;

import io.securechat.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager twice within its time limit that the server is alive, as long as the server's threads answer. When one
 * of them hangs, the manager hears nothing more, and restarts the server.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final ServiceManager manager;
    private final Supplier<CompletableFuture<Void>> pulse;
    private final ScheduledExecutorService thread = Threads.single("watchdog");
    private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
    private boolean silent;

    /**
     * Starts, if the manager watches the server.
     *
     * @param pulse asks the threads of the server; its future completes when all of them have answered
     */
    public Watchdog(ServiceManager manager, Supplier<CompletableFuture<Void>> pulse) {
        this.manager = manager;
        this.pulse = pulse;
        manager.watchdog().map(Duration::toNanos).ifPresent(limit -> {
            var unused = thread.scheduleWithFixedDelay(this::ask, 0, limit / 2, TimeUnit.NANOSECONDS);
        });
    }

    /** Asks again only when the last question is answered. */
    private void ask() {
        if (!answer.isDone()) {
            if (!silent) {
                silent = true;
                LOG.error("a thread of the server does not answer: the service manager will restart the server");
            }
            return;
        }
        answer = pulse.get().thenRunAsync(this::answered, thread);
    }

    private void answered() {
        if (silent) {
            silent = false;
            LOG.info("all threads of the server answer again");
        }
        manager.alive();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
