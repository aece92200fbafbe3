package io.securechat.client.request;

import io.securechat.Problem;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import java.time.Duration;
import java.util.function.Consumer;

/** Collects lines from the server into batches, and closes those that the server leaves open. */
public final class BatchCollector {
    /** An open batch that receives no line for this time, or up to twice as long, is closed as it is. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Batches batches = new Batches();
    private final Scheduler scheduler;
    private final Consumer<Batch> receiver;
    private boolean sweeping;

    /** @param receiver takes each complete batch */
    public BatchCollector(Scheduler scheduler, Consumer<Batch> receiver) {
        this.scheduler = scheduler;
        this.receiver = receiver;
    }

    /**
     * Takes the next line.
     *
     * @throws Problem if open batches exceed their limits
     */
    public void add(Message line) {
        batches.add(line).ifPresent(receiver);
        sweepLater();
    }

    private void sweepLater() {
        if (!sweeping && !batches.isEmpty()) {
            sweeping = true;
            scheduler.schedule(TIMEOUT, this::sweep);
        }
    }

    private void sweep() {
        sweeping = false;
        batches.overdue().forEach(receiver);
        sweepLater();
    }

    /** Drops all open batches: the connection is closed. */
    public void clear() {
        batches.clear();
    }
}
