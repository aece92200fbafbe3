package io.securechat.history;

import io.securechat.Threads;
import io.securechat.Fatal;
import io.securechat.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs searches on a thread of its own: one at a time for each asker, and those of several askers in turns of one slice, so that a
 * long search does not hold up short ones of others. The time of each and the number of all are limited.
 */
final class SearchQueue implements AutoCloseable {
    /** How long a search may run in all, its waits not counted, in nanoseconds. */
    static final long LIMIT = TimeUnit.SECONDS.toNanos(2);

    /** Searches of one asker at most, waiting or running. */
    static final int MAX_OF_ONE = 8;

    /** Searches of all askers at most, waiting or running. */
    static final int MAX = 64;

    /** How long a search runs before it is another one's turn, in nanoseconds. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

    /** Makes the hunt of a search when it is its turn for the first time. */
    interface Beginning {
        Scan hunt() throws SQLException, IOException;
    }

    private static final class Task {
        private final String asker;
        private final Beginning beginning;
        private final CompletableFuture<Journal.Found> result = new CompletableFuture<>();
        private @Nullable Scan hunt;
        private long spent;

        Task(String asker, Beginning beginning) {
            this.asker = asker;
            this.beginning = beginning;
        }
    }

    private final long limit;
    private final ScheduledExecutorService thread = Threads.single("search");

    /** How many searches each asker has. */
    private final Map<String, Integer> admitted = new HashMap<>();

    /** What is to be run, by asker; whose turn is next comes first. */
    private final Map<String, Deque<Task>> ready = new LinkedHashMap<>();

    private int size;
    private boolean closed;

    /** @param limit how long a search may run, in nanoseconds */
    SearchQueue(long limit) {
        this.limit = limit;
    }

    /**
     * Runs a search when it is its turn.
     *
     * @param preparation is begun at once, and must be complete before the search begins
     * @return complete when the asker may submit the next search instead; fails with a {@link Problem} if there are too many
     */
    CompletableFuture<Journal.Found> submit(
            String asker, Supplier<CompletableFuture<?>> preparation, Beginning beginning) {
        Problem refusal = admit(asker);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Task task = new Task(asker, beginning);
        CompletableFuture<Journal.Found> dismissed = new CompletableFuture<>();
        task.result.whenComplete((found, failure) -> {
            dismiss(asker);
            if (failure == null) {
                dismissed.complete(found);
            } else {
                dismissed.completeExceptionally(failure);
            }
        });
        preparation.get().whenComplete((prepared, failure) -> {
            if (failure == null) {
                enqueue(task, false);
            } else {
                task.result.completeExceptionally(failure);
            }
        });
        return dismissed;
    }

    private synchronized @Nullable Problem admit(String asker) {
        if (closed) {
            return stopping();
        }
        if (size >= MAX) {
            return new Problem("the server is busy with other searches", "try again in a moment");
        }
        if (admitted.getOrDefault(asker, 0) >= MAX_OF_ONE) {
            return new Problem(
                    MAX_OF_ONE + " of your searches are waiting already", "wait for their results before the next one");
        }
        size++;
        admitted.merge(asker, 1, Integer::sum);
        return null;
    }

    private synchronized void dismiss(String asker) {
        size--;
        admitted.computeIfPresent(asker, (who, count) -> count == 1 ? null : count - 1);
    }

    private static Problem stopping() {
        return new Problem("the server is being stopped", "search again when it is back");
    }

    /** @param begun whether it goes before the other searches of its asker */
    private void enqueue(Task task, boolean begun) {
        synchronized (this) {
            if (!closed) {
                Deque<Task> tasks = ready.computeIfAbsent(task.asker, asker -> new ArrayDeque<>());
                if (begun) {
                    tasks.addFirst(task);
                } else {
                    tasks.addLast(task);
                }
                thread.execute(this::turn);
                return;
            }
        }
        task.result.completeExceptionally(stopping());
    }

    /** Lets the next one run for a slice. There is a turn to come for each task that is ready. */
    private void turn() {
        Task task = next();
        if (task != null && !isClosed() && !isDone(task)) {
            enqueue(task, true);
        } else if (task != null) {
            task.result.completeExceptionally(stopping()); // no effect on one that is done
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Takes the first search of the asker whose turn it is. */
    private synchronized @Nullable Task next() {
        if (ready.isEmpty()) {
            return null;
        }
        String asker = ready.keySet().iterator().next();
        Deque<Task> tasks = ready.remove(asker);
        Task task = tasks == null ? null : tasks.poll();
        if (tasks != null && !tasks.isEmpty()) {
            ready.put(asker, tasks);
        }
        return task;
    }

    private boolean isDone(Task task) {
        long began = System.nanoTime();
        try {
            Scan hunt = task.hunt;
            if (hunt == null) {
                hunt = task.beginning.hunt();
                task.hunt = hunt;
            }
            boolean complete = hunt.run(began + SLICE);
            task.spent += System.nanoTime() - began;
            if (complete || task.spent >= limit) {
                task.result.complete(new Journal.Found(hunt.found(), complete));
            }
        } catch (Throwable e) {
            task.result.completeExceptionally(e);
            Fatal.check(e);
        }
        return task.result.isDone();
    }

    /** Refuses the searches that wait, and waits for the end of the running slice. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdown();
        Threads.await(thread);
    }
}
