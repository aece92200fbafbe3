package io.securechat.history;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the progress of a search index that has much to catch up with. */
final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final long REPORT = TimeUnit.SECONDS.toNanos(3);

    private final long total;
    private long done;
    private long reportAt = System.nanoTime();

    /** @param total how many messages are missing */
    Rebuild(long total) {
        this.total = total;
    }

    /** Some more messages were indexed; returns whether there is more to do. */
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
