package io.securechat.client.thread;

import io.securechat.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The thread that owns a conversation. After a task that fails the next one runs; after an {@link Error} none does, because the
 * state they share may be inconsistent. Both are reported.
 */
public final class Worker implements Executor, Scheduler {
    private final ScheduledThreadPoolExecutor thread = Threads.single("conversation");
    private final Consumer<RuntimeException> fault;
    private final Consumer<Throwable> end;
    private volatile boolean over;

    /**
     * Creates a worker; its thread starts with the first task.
     *
     * @param fault receives the exception of each failed task, on the thread
     * @param end receives the failure after which no task runs, on the thread
     */
    public Worker(Consumer<RuntimeException> fault, Consumer<Throwable> end) {
        this.fault = fault;
        this.end = end;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task after those before it; never when the thread has been shut down or has ended. */
    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    /** Runs a task after a delay; never when the thread has been shut down or has ended. */
    @Override
    public void schedule(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the chat is over
        }
    }

    /** Runs a task and returns its result, or {@code otherwise} if it fails or cannot run any more. */
    public <T> T call(Supplier<T> task, T otherwise) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    run(() -> result.complete(task.get()));
                } finally {
                    result.complete(otherwise);
                }
            });
        } catch (RejectedExecutionException e) {
            return otherwise;
        }
        return result.join();
    }

    private void run(Runnable task) {
        if (over) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            report(e);
        } catch (Error e) {
            end(e);
        }
    }

    /** Reports a failure; one that cannot be reported is the end. */
    private void report(RuntimeException failure) {
        try {
            fault.accept(failure);
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private void end(Throwable why) {
        over = true;
        end.accept(why);
    }

    public void shutdown() {
        thread.shutdown();
    }
}
