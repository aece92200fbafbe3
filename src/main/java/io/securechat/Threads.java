package io.securechat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Daemon threads, and waits for their end that an interrupt does not cut short. */
public final class Threads {
    private Threads() {}

    /** Returns a daemon thread, which is not started. */
    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns an executor with a single daemon thread. */
    public static ScheduledThreadPoolExecutor single(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> daemon(name, task));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Waits for a thread to end. */
    public static void join(Thread thread) {
        uninterrupted(thread::isAlive, thread::join);
    }

    /** Waits until an executor that was shut down has finished its tasks. */
    public static void await(ExecutorService executor) {
        uninterrupted(() -> !executor.isTerminated(), () -> executor.awaitTermination(1, TimeUnit.MINUTES));
    }

    private interface Wait {
        void once() throws InterruptedException;
    }

    private static void uninterrupted(BooleanSupplier pending, Wait wait) {
        boolean interrupted = false;
        while (pending.getAsBoolean()) {
            try {
                wait.once();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
