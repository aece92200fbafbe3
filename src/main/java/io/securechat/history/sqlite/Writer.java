package io.securechat.history.sqlite;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.history.Durations;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalFigures;
import io.securechat.history.file.FullDisk;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.OutageLog;
import io.securechat.history.state.Accounts;
import io.securechat.history.state.RoomStates;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that appends. Drafts that arrive during a commit share the next one (group commit), and so the cost of its fsync.
 */
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** Drafts in a commit, at most: more would only delay the first of them. */
    private static final int BATCH = 1000;

    /** The interval of pruning and saving while there are no drafts, in milliseconds. */
    private static final int TICK = 1000;

    /** A future that completes when a number of drafts were committed or refused. */
    private record Waiting(long appended, CompletableFuture<Void> future) {}

    /** Characters in the texts and tags of waiting drafts, at most. */
    static final int MAX_WAITING = 32 << 20;

    /** Characters added for each draft. */
    static final int OVERHEAD = 500;

    private record Append(Entry.Draft draft, Journal.Listener listener) {
        int size() {
            int tags = 0;
            for (Map.Entry<String, String> tag : draft.tags().entrySet()) {
                tags += tag.getKey().length() + tag.getValue().length();
            }
            return OVERHEAD + draft.text().length() + tags;
        }
    }

    private final Store store;
    private final Accounts accounts;
    private final RoomStates rooms;
    private final Runnable committed;
    private final OutageLog appending;
    private final OutageLog pruning;
    private final Probes probes;
    private final Durations commits = new Durations();
    private final LongAdder stored = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Queue<Append> queue = new ArrayDeque<>();
    private final Thread thread = Threads.daemon("journal", this::run);
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long appended;
    private long settled;
    private int size; // characters of waiting drafts
    private boolean closing;
    private boolean awake;

    /**
     * @param committed runs after each commit, before the listeners, and after deletions
     * @param disk logs that the disk is full
     */
    public Writer(
            JournalFile file, Store store, Accounts accounts, RoomStates rooms, Runnable committed, FullDisk disk) {
        this.store = store;
        this.accounts = accounts;
        this.rooms = rooms;
        this.committed = committed;
        this.appending = new OutageLog(file.path(), "cannot store messages", "messages are stored again", disk);
        this.probes = new Probes(appending);
        this.pruning = new OutageLog(file.path(), "cannot delete old messages", "old messages are deleted again", disk);
        thread.start();
    }

    public void append(Entry.Draft draft, Journal.Listener listener) {
        if (!enqueue(new Append(draft, listener))) {
            refused.increment();
            Problem why = new Problem("too many messages are waiting for the server's journal", "try again later");
            tell(listener.executor(), () -> listener.refused(why));
        }
    }

    private synchronized boolean enqueue(Append append) {
        if (closing) {
            throw new IllegalStateException("the journal is closed");
        }
        if (size + append.size() > MAX_WAITING) {
            return false;
        }
        size += append.size();
        queue.add(append);
        appended++;
        notifyAll();
        return true;
    }

    /** Returns a future that completes when everything appended so far is stored or refused. */
    public synchronized CompletableFuture<Void> settled() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting.add(new Waiting(appended, future));
        awake = true;
        notifyAll();
        return future;
    }

    /** Checks whether the store can be written. */
    public CompletableFuture<Void> probe() {
        CompletableFuture<Void> answer = probes.ask();
        wake();
        if (!thread.isAlive()) {
            probes.close();
        }
        return answer;
    }

    /** Returns the measurements so far. */
    public JournalFigures figures(OptionalLong unindexed) {
        int behind;
        synchronized (this) {
            behind = (int) (appended - settled);
        }
        return new JournalFigures(
                !appending.isFailing(), stored.sum(), refused.sum(), behind, commits.snapshot(), unindexed);
    }

    private void settle(int count) {
        List<Waiting> served = new ArrayList<>();
        synchronized (this) {
            settled += count;
            for (Waiting first = waiting.peek(); first != null && first.appended() <= settled; first = waiting.peek()) {
                served.add(waiting.remove());
            }
        }
        served.forEach(one -> one.future().complete(null));
    }

    /** Saves changes of rooms and accounts at once. */
    public synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Waits until everything is stored, and closes the store. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Threads.join(thread);
    }

    private synchronized boolean isOver() {
        return closing && queue.isEmpty();
    }

    private void run() {
        boolean more = true;
        while (!isOver()) {
            List<Append> batch = next(more ? 0 : TICK);
            if (!batch.isEmpty() || isChanged()) {
                commit(batch);
            }
            settle(batch.size());
            probes.answer(store);
            more = prune();
        }
        if (isChanged()) {
            commit(List.of());
        }
        store.close();
        probes.close();
    }

    private boolean isChanged() {
        return accounts.isChanged() || rooms.isChanged();
    }

    private synchronized List<Append> next(int patience) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        while (queue.isEmpty() && !closing && !awake && System.nanoTime() - deadline < 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                // Only close() ends this thread.
            }
        }
        awake = false;
        List<Append> batch = new ArrayList<>();
        while (batch.size() < BATCH && !queue.isEmpty()) {
            Append append = queue.remove();
            size -= append.size();
            batch.add(append);
        }
        return batch;
    }

    private void commit(List<Append> batch) {
        Accounts.Changes changes = accounts.takeChanges();
        Map<String, String> states = rooms.takeChanges();
        List<Store.Outcome> outcomes;
        long began = System.nanoTime();
        try {
            outcomes = store.commit(batch.stream().map(Append::draft).toList(), changes, states);
        } catch (SQLException | RuntimeException | Error e) {
            Fatal.check(e);
            accounts.giveBack(changes);
            rooms.giveBack(states);
            Problem why = appending.failed(e);
            refused.add(batch.size());
            tell(batch, (listener, index) -> listener.refused(why));
            return;
        }
        commits.add(System.nanoTime() - began);
        stored.add(batch.size());
        appending.succeeded();
        tell(Runnable::run, committed);
        tell(batch, (listener, index) -> {
            Store.Outcome outcome = outcomes.get(index);
            listener.stored(outcome.entry(), outcome.again());
        });
    }

    private interface News {
        void tell(Journal.Listener listener, int index);
    }

    /** Notifies all listeners, consecutive ones with the same executor in one task. */
    private static void tell(List<Append> batch, News news) {
        for (int start = 0, end; start < batch.size(); start = end) {
            Executor executor = batch.get(start).listener().executor();
            end = start + 1;
            while (end < batch.size() && batch.get(end).listener().executor() == executor) {
                end++;
            }
            int from = start;
            int to = end;
            tell(executor, () -> {
                for (int i = from; i < to; i++) {
                    Journal.Listener listener = batch.get(i).listener();
                    int index = i;
                    tell(Runnable::run, () -> news.tell(listener, index));
                }
            });
        }
    }

    /** Notifies listeners; a failure of one does not affect the others. */
    private static void tell(Executor executor, Runnable news) {
        try {
            executor.execute(news);
        } catch (RejectedExecutionException e) {
            LOG.debug("the thread of a listener has ended", e);
        } catch (RuntimeException | Error e) {
            Fatal.check(e);
            LOG.error("a listener failed", e);
        }
    }

    /** Prunes, and returns whether there is more to do at once. */
    private boolean prune() {
        try {
            Pruner.Step step = store.prune();
            step.ended().forEach(accounts::forget);
            if (step.more()) {
                committed.run();
            }
            pruning.succeeded();
            return step.more();
        } catch (Problem e) {
            appending.failed(e); // the files were moved or deleted
            return false;
        } catch (SQLException | RuntimeException | Error e) {
            Fatal.check(e);
            pruning.failed(e);
            return false;
        }
    }
}
