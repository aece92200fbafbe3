package io.securechat.history;

import io.securechat.Threads;
import io.securechat.Fatal;
import io.securechat.Problem;
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
 * Makes a journal's messages searchable. One thread follows the journal and writes the index, another one searches. Nobody who
 * appends waits for either: after a restart, or when its file was lost, the index catches up while the server runs.
 */
final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** So many missing entries are told of, and nothing is searched until they are there. */
    private static final int BEHIND = 20_000;

    /** Steps that a search waits for at most. */
    private static final int PATIENCE = 20;

    /**
     * How long new messages may wait, in milliseconds, so that several are indexed in one transaction. A search does not wait for
     * that, but has them indexed at once.
     */
    private static final int DELAY = 100;

    /** How soon words are overwritten that were taken back, in milliseconds; all of a part in one go. */
    private static final int PURGE = 1000;

    /** How much longer than a purge the pause before the next one is, so that constant deletions cost 5 % of a core at most. */
    private static final int PURGE_PAUSE = 20;

    /** How long is purged before the file is closed, in nanoseconds; the next start does the rest. */
    private static final long LAST_PURGE = TimeUnit.MILLISECONDS.toNanos(500);

    /** How long after a failure the next attempt is made, in milliseconds. */
    private static final int RETRY = 10_000;

    private final JournalFile file;
    private final OutageLog health;
    private final SearchQueue queue;
    private final ScheduledExecutorService thread = Threads.single("index");
    private boolean closing;
    private boolean woken;
    private @Nullable Future<?> following;
    private @Nullable Future<?> purging;

    /** Another one when the file may be another one. */
    private final AtomicInteger edition = new AtomicInteger();

    // Of the thread that writes the index.
    private @Nullable IndexFeed feed;
    private @Nullable Rebuild rebuild;

    // Of the thread that searches.
    private @Nullable IndexReader reader;
    private int readerEdition;

    SearchIndex(JournalFile file) {
        this(file, SearchQueue.LIMIT);
    }

    /** @param limit how long a search may run, in nanoseconds */
    SearchIndex(JournalFile file, long limit) {
        this.file = file;
        this.health = new OutageLog(file.search(), "nothing can be searched at present", "messages can be searched again");
        this.queue = new SearchQueue(limit);
        wake();
    }

    /** There is something new in the journal, or something has gone. */
    void wake() {
        wake(DELAY);
    }

    private synchronized void wake(int delay) {
        if (!closing && !woken) {
            woken = true;
            following = thread.schedule(guarded(this::follow), delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether there is to be gone on. */
    private synchronized boolean awake() {
        woken = false;
        return !closing;
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    /** A task of the thread that writes the index. */
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
        health.succeeded();
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
            return; // when it is open again, follow() looks whether it is dirty
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

    /** Runs a search, which finds also what was appended just before, except where the index is far behind. */
    CompletableFuture<Journal.Found> search(Search search) {
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
                            "the search index is being made: " + rebuild.percent() + " % are done", "try again later"));
                }
            } catch (Throwable e) {
                caughtUp.completeExceptionally(unusable(e));
                throw e;
            }
        });
        if (!begun) {
            caughtUp.complete(null); // the queue is closed, and says so
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

    /** Closes the file, deletes it if it is damaged, and tries again later. */
    private void recover(Throwable failure) {
        Fatal.check(failure);
        health.failed(failure);
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
        return new Problem("nothing can be searched at present", "try again later, or tell the operator", cause);
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

    /** Overwrites what was taken back, and closes the file. */
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
