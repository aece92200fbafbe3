package io.securechat.history.index;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The progress of a search index that is many messages behind. */
final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final long REPORT = TimeUnit.SECONDS.toNanos(3);

    private final long total;
    private long done;
    private long reportAt = System.nanoTime();

    /** @param total the number of missing messages */
    Rebuild(long total) {
        this.total = total;
    }

    /** Records that some more messages were indexed. Returns whether there are more. */
    boolean goesOn(int count) {
        done += count;
        if (count == 0) {
            LOG.info("the search index is complete");
        } else if (System.nanoTime() - reportAt >= 0) {
            LOG.info("building the search index: {} of {} messages", done, total);
            reportAt = System.nanoTime() + REPORT;
        }
        return count > 0;
    }

    long percent() {
        return Math.min(99, done * 100 / total);
    }
}
