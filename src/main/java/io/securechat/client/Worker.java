package io.securechat.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one thread that owns a conversation. A task that fails is reported and the next one runs; an {@link Error} is reported as
 * well, and nothing runs after it, because what the tasks share may be inconsistent.
 */
final class Worker implements Executor, Later {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread conversation = new Thread(task, "conversation");
        conversation.setDaemon(true);
        return conversation;
    });
    private final Consumer<RuntimeException> mishap;
    private final Consumer<Throwable> end;
    private volatile boolean over;

    /**
     * Starts no thread yet.
     *
     * @param mishap is given, on the thread, the exception of each task that has failed
     * @param end is given, on the thread, the failure after which nothing runs any more
     */
    Worker(Consumer<RuntimeException> mishap, Consumer<Throwable> end) {
        this.mishap = mishap;
        this.end = end;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs a task soon; never when the thread has been shut down or has ended. */
    @Override
    public void execute(Runnable task) {
        in(Duration.ZERO, task);
    }

    @Override
    public void in(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The chat is over: what comes after its end interests nobody.
        }
    }

    /** Runs a task and waits for what it returns; {@code otherwise} where it fails or cannot run any more. */
    <T> T call(Supplier<T> task, T otherwise) {
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

    /** What cannot even be reported is the end. */
    private void report(RuntimeException failure) {
        try {
            mishap.accept(failure);
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private void end(Throwable why) {
        over = true;
        end.accept(why);
    }

    void shutdown() {
        thread.shutdown();
    }
}
