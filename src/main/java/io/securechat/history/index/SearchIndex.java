package io.securechat.history.index;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.history.Journal;
import io.securechat.history.Search;
import io.securechat.history.file.FullDisk;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.OutageLog;
import io.securechat.history.file.Sqlite;
import io.securechat.history.search.Scan;
import io.securechat.history.search.SearchQueue;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The full-text search of a journal. One thread follows the journal and writes the index, another one searches. Appending waits
 * for neither: after a restart, or the loss of its file, the index catches up while the server runs.
 */
public final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** Missing entries from which on the log reports progress, and searches fail until it is complete. */
    private static final int BEHIND = 20_000;

    /** Steps that a search waits for, at most. */
    private static final int PATIENCE = 20;

    /** The delay of indexing new messages, in milliseconds: a transaction has several. A search indexes them at once. */
    private static final int DELAY = 100;

    /** The delay of purging redacted words, in milliseconds, so that one purge of a part has all of them. */
    private static final int PURGE = 1000;

    /** The ratio of the pause between purges to their duration, so that constant redactions cost at most 5 % of a core. */
    private static final int PURGE_PAUSE = 20;

    /** The time for purging before the file is closed, in nanoseconds; the next start does the rest. */
    private static final long LAST_PURGE = TimeUnit.MILLISECONDS.toNanos(500);

    /** The time between a failure and the next attempt, in milliseconds. */
    private static final int RETRY = 10_000;

    private final JournalFile file;
    private final OutageLog outages;
    private final SearchQueue queue;
    private final ScheduledExecutorService thread = Threads.single("index");
    private boolean closing;
    private boolean woken;
    private @Nullable Future<?> following;
    private @Nullable Future<?> purging;

    /** Changes whenever the file may have been replaced. */
    private final AtomicInteger edition = new AtomicInteger();

    private volatile long upto = -1;

    // owned by the thread that writes the index
    private @Nullable IndexFeed feed;
    private @Nullable Rebuild rebuild;

    // owned by the thread that searches
    private @Nullable IndexReader reader;
    private int readerEdition;

    public SearchIndex(JournalFile file, FullDisk disk) {
        this(file, disk, SearchQueue.LIMIT);
    }

    /** @param limit of the time that a search may run, in nanoseconds */
    public SearchIndex(JournalFile file, FullDisk disk, long limit) {
        this.file = file;
        this.outages = new OutageLog(file.search(), "cannot search messages", "messages can be searched again", disk);
        this.queue = new SearchQueue(limit);
        wake();
    }

    /** Schedules an update, because entries were appended or deleted. */
    public void wake() {
        wake(DELAY);
    }

    private synchronized void wake(int delay) {
        if (!closing && !woken) {
            woken = true;
            following = thread.schedule(guarded(this::follow), delay, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean awake() {
        woken = false;
        return !closing;
    }

    /** Returns the id of the last entry that the index has; -1 while it is not known. */
    public long upto() {
        return upto;
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    /** Returns a task for the thread that writes the index. */
    private Runnable guarded(Work work) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                recover(e);
            }
        };
    }

    private void follow() throws SQLException, IOException {
        if (!awake()) {
            return;
        }
        IndexFeed at = open();
        int count = at.step();
        upto = at.upto();
        outages.succeeded();
        if (rebuild != null && !rebuild.goesOn(count)) {
            rebuild = null;
        }
        if (count > 0) {
            wake(count < IndexFeed.STEP ? DELAY : 0);
        }
        if (at.isDirty()) {
            planPurge(PURGE);
        }
    }

    private synchronized void planPurge(long delay) {
        if (!closing && (purging == null || purging.isDone())) {
            purging = thread.schedule(guarded(this::purge), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void purge() throws SQLException {
        IndexFeed at = feed;
        if (at == null) {
            return; // follow() checks for dirty parts when it is open again
        }
        long began = System.nanoTime();
        at.purge();
        long pause = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) * PURGE_PAUSE;
        synchronized (this) {
            purging = null;
        }
        if (at.isDirty()) {
            planPurge(Math.max(PURGE, pause));
        }
    }

    /** Runs a search, which includes everything appended before, unless the index is being built. */
    public CompletableFuture<Journal.Found> search(Search search) {
        return queue.submit(search.asker(), this::catchUp, () -> begin(search))
                .handle((found, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(found);
                    }
                    if (failure instanceof Problem) {
                        return CompletableFuture.<Journal.Found>failedFuture(failure);
                    }
                    execute(() -> recover(failure));
                    return CompletableFuture.<Journal.Found>failedFuture(unusable(failure));
                })
                .thenCompose(result -> result);
    }

    private CompletableFuture<?> catchUp() {
        CompletableFuture<?> caughtUp = new CompletableFuture<>();
        boolean begun = execute(() -> {
            try {
                IndexFeed at = open();
                for (int i = 0; rebuild == null && i < PATIENCE && at.step() > 0; i++) {}
                if (rebuild == null) {
                    caughtUp.complete(null);
                } else {
                    caughtUp.completeExceptionally(new Problem(
                            "the server is building its search index (" + rebuild.percent() + " % done)",
                            "try again later"));
                }
            } catch (Throwable e) {
                caughtUp.completeExceptionally(unusable(e));
                throw e;
            }
        });
        if (!begun) {
            caughtUp.complete(null); // the queue is closed, and refuses the search
        }
        return caughtUp;
    }

    private synchronized boolean execute(Work work) {
        if (!closing) {
            thread.execute(guarded(work));
        }
        return !closing;
    }

    private Scan begin(Search search) throws SQLException {
        int present = edition.get();
        IndexReader open = reader;
        if (open == null || readerEdition != present) {
            closeReader();
            open = new IndexReader(file);
            reader = open;
            readerEdition = present;
        }
        return open.scan(search);
    }

    private IndexFeed open() throws SQLException, IOException {
        IndexFeed present = feed;
        if (present == null) {
            present = new IndexFeed(file);
            feed = present;
            edition.incrementAndGet();
            long missing = present.missing();
            rebuild = missing > BEHIND ? new Rebuild(missing) : null;
        }
        return present;
    }

    /** Closes the file, deletes it if it is damaged, and schedules another attempt. */
    private void recover(Throwable failure) {
        Fatal.check(failure);
        outages.failed(failure);
        closeFeed();
        if (failure instanceof SQLException damage && Sqlite.isDamage(damage)) {
            try {
                IndexTables.delete(file.search());
            } catch (IOException e) {
                LOG.debug("cannot delete {}", file.search(), e);
            }
        }
        wake(RETRY);
    }

    private static Problem unusable(Throwable cause) {
        return new Problem("the search index is not available", "try again later, or tell the operator", cause);
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
        }
        feed = null;
        edition.incrementAndGet();
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
        }
        reader = null;
    }

    /** Purges redacted words, and closes the file. */
    private void finish() {
        try {
            long began = System.nanoTime();
            while (feed != null && feed.isDirty() && System.nanoTime() - began < LAST_PURGE) {
                feed.purge();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("cannot purge {}", file.search(), e);
        } finally {
            closeFeed();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            for (Future<?> planned : new Future<?>[] {following, purging}) {
                if (planned != null) {
                    planned.cancel(false);
                }
            }
        }
        queue.close();
        closeReader();
        thread.execute(this::finish);
        thread.shutdown();
        Threads.await(thread);
    }
}
