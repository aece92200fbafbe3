package io.securechat.history.search;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.history.Journal;
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
 * A queue of searches with its own thread. The searches of one asker run one after the other, those of different askers take turns
 * of one slice, so that a long search does not delay the short ones of others. Each has a time limit, and their number is limited.
 */
public final class SearchQueue implements AutoCloseable {
    /** The time that a search may run, without waits, in nanoseconds. */
    public static final long LIMIT = TimeUnit.SECONDS.toNanos(2);

    /** Waiting and running searches of one asker, at most. */
    public static final int MAX_OF_ONE = 8;

    /** Waiting and running searches of all askers, at most. */
    static final int MAX = 64;

    /** The duration of a turn, in nanoseconds. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

    /** Starts a search at its first turn. */
    public interface Start {
        Scan scan() throws SQLException, IOException;
    }

    private static final class Task {
        private final String asker;
        private final Start start;
        private final CompletableFuture<Journal.Found> result = new CompletableFuture<>();
        private @Nullable Scan scan;
        private long spent;

        Task(String asker, Start start) {
            this.asker = asker;
            this.start = start;
        }
    }

    private final long limit;
    private final ScheduledExecutorService thread = Threads.single("search");

    /** The number of searches of each asker. */
    private final Map<String, Integer> admitted = new HashMap<>();

    /** The searches ready to run, by asker, in the order of their next turn. */
    private final Map<String, Deque<Task>> ready = new LinkedHashMap<>();

    private int size;
    private boolean closed;

    /** @param limit of the time that a search may run, in nanoseconds */
    public SearchQueue(long limit) {
        this.limit = limit;
    }

    /**
     * Queues a search.
     *
     * @param preparation runs at once, and has to complete before the search starts
     * @return completes after the search has left the queue; fails with a {@link Problem} if there are too many
     */
    public CompletableFuture<Journal.Found> submit(
            String asker, Supplier<CompletableFuture<?>> preparation, Start start) {
        Problem refusal = admit(asker);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Task task = new Task(asker, start);
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
            return new Problem("too many searches are running", "try again in a moment");
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

    /** @param begun true to put it before the other searches of its asker */
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

    /** Runs the next search for a slice. The thread has one pending turn for each task that is ready. */
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

    /** Removes the first search of the next asker. */
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
            Scan scan = task.scan;
            if (scan == null) {
                scan = task.start.scan();
                task.scan = scan;
            }
            boolean complete = scan.run(began + SLICE);
            task.spent += System.nanoTime() - began;
            if (complete || task.spent >= limit) {
                task.result.complete(new Journal.Found(scan.found(), complete));
            }
        } catch (Throwable e) {
            task.result.completeExceptionally(e);
            Fatal.check(e);
        }
        return task.result.isDone();
    }

    /** Refuses the waiting searches, and waits for the end of the running slice. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdown();
        Threads.await(thread);
    }
}
