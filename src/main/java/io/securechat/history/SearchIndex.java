package io.securechat.history;

import io.securechat.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a journal on a thread of its own, and answers searches there. Nobody who appends waits for it: after a restart, or
 * when its file was lost, it catches up while the server runs.
 */
final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** So many missing entries are told of, and nothing is searched until they are there. */
    private static final int BEHIND = 20_000;

    /** Steps that a search waits for at most. */
    private static final int PATIENCE = 20;

    /**
     * How long what is new may wait, in milliseconds, so that more of it is taken in at once; a search waits for nothing but takes
     * it in itself.
     */
    private static final int DELAY = 100;

    private static final long REPORT = TimeUnit.SECONDS.toNanos(3);
    private static final long RETRY = TimeUnit.SECONDS.toNanos(10);

    private final JournalFile file;
    private final Health health;
    private final ScheduledExecutorService thread = Threads.single("search");
    private boolean closing;
    private boolean woken;
    private @Nullable Future<?> next;

    // The rest is of the thread.
    private @Nullable IndexFeed feed;
    private @Nullable Rebuild rebuild;
    private long retryAt = System.nanoTime();

    SearchIndex(JournalFile file) {
        this.file = file;
        this.health = new Health(file.search(), "nothing can be searched at present", "messages can be searched again");
        wake();
    }

    /** There is something new. */
    void wake() {
        wake(DELAY);
    }

    private synchronized void wake(int delay) {
        if (!closing && !woken) {
            woken = true;
            next = thread.schedule(this::follow, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether there is to be gone on. */
    private synchronized boolean awake() {
        woken = false;
        return !closing;
    }

    CompletableFuture<List<Entry>> search(Search search) {
        CompletableFuture<List<Entry>> found = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                found.complete(find(search));
            } catch (SQLException | IOException e) {
                found.completeExceptionally(failed(e));
            } catch (RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    /** What was appended before the search is found, except where the index is far behind. */
    private List<Entry> find(Search search) throws SQLException, IOException {
        IndexFeed at = open();
        for (int i = 0; rebuild == null && i < PATIENCE && at.step() > 0; i++) {}
        if (rebuild != null) {
            throw new Problem(
                    "the search index is being made: " + rebuild.percent() + " % are done", "try again later");
        }
        return at.search(search);
    }

    private void follow() {
        if (!awake() || System.nanoTime() - retryAt < 0) {
            return;
        }
        try {
            int count = open().step();
            health.succeeded();
            if (rebuild != null && !rebuild.goesOn(count)) {
                rebuild = null;
            }
            if (count > 0) {
                wake(count < IndexFeed.STEP ? DELAY : 0);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            failed(e);
        }
    }

    private IndexFeed open() throws SQLException, IOException {
        IndexFeed present = feed;
        if (present == null) {
            present = new IndexFeed(file);
            feed = present;
            long missing = present.missing();
            rebuild = missing > BEHIND ? new Rebuild(missing) : null;
        }
        return present;
    }

    /** The next one to come opens the file again, and makes it anew if it is damaged. */
    private Problem failed(Exception e) {
        health.failed(e);
        closeFeed();
        if (e instanceof SQLException damage && Sqlite.isDamage(damage)) {
            try {
                IndexTables.delete(file.search());
                wake();
            } catch (IOException undeletable) {
                LOG.debug("cannot delete {}", file.search(), undeletable);
            }
        } else {
            retryAt = System.nanoTime() + RETRY;
        }
        return new Problem("nothing can be searched at present", "try again later, or tell the operator", e);
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
        }
        feed = null;
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            if (next != null) {
                next.cancel(false);
            }
        }
        thread.execute(this::closeFeed);
        thread.shutdown();
        Threads.await(thread);
    }

    /** How far a long way has been gone. */
    private static final class Rebuild {
        private final long total;
        private long done;
        private long reportAt = System.nanoTime();

        Rebuild(long total) {
            this.total = total;
        }

        /** Returns whether there is more to do. */
        boolean goesOn(int count) {
            done += count;
            if (count == 0) {
                LOG.info("the search index is complete");
            } else if (System.nanoTime() - reportAt >= 0) {
                LOG.info("the search index is being made: {} of {} messages", done, total);
                reportAt = System.nanoTime() + REPORT;
            }
            return count > 0;
        }

        long percent() {
            return Math.min(99, done * 100 / total);
        }
    }
}
