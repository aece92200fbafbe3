package io.securechat.server;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Judges the certificates of those who connect, so that the event loops go on serving the others meanwhile: a verification takes
 * milliseconds. Half of the processors do this at most, and what waits is bounded.
 */
final class HandshakeTasks implements Executor {
    /** Tasks that wait for a thread, a few seconds' work; a handshake has one or a few, one at a time. */
    static final int MAX_WAITING = 2048;

    private final ThreadPoolExecutor threads;

    HandshakeTasks() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING);
    }

    HandshakeTasks(int threads, int maxWaiting) {
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(maxWaiting),
                new DefaultThreadFactory("handshake", true));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException when too many wait, which fails this handshake; the client may try again */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException("too many handshakes wait for their certificates to be verified", e);
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
