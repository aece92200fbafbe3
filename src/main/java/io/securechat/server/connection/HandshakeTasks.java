package io.securechat.server.connection;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Verifies client certificates, which takes milliseconds, outside of the event loops. It uses half of the processors,
 * and its queue is bounded.
 */
public final class HandshakeTasks implements Executor {
    /** Tasks that may wait for a thread, a few seconds' work; a handshake has few, one at a time. */
    static final int MAX_WAITING = 2048;

    private final ThreadPoolExecutor threads;

    public HandshakeTasks() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING);
    }

    public HandshakeTasks(int threads, int maxWaiting) {
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(maxWaiting),
                new DefaultThreadFactory("handshake", true));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException if the queue is full, which fails this handshake */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException("too many handshakes wait for their certificates to be verified", e);
        }
    }

    public void close() {
        threads.shutdownNow();
    }
}
