package io.securechat.cli.terminal;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * The queue between those who log and the log. It never makes them wait: while it is nearly full, lines up to INFO are dropped, and when
 * it is full, all are. Once there is room again, a line tells how many.
 */
final class LogQueue extends AsyncAppender {
    private static final int SIZE = 8192;

    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    private final String what;

    /** @param what the log, in words */
    LogQueue(String what) {
        this.what = what;
        setQueueSize(SIZE);
        setNeverBlock(true);
    }

    /** The number of lines dropped so far. */
    long dropped() {
        return dropped.get();
    }

    @Override
    protected void append(ILoggingEvent event) {
        long now = dropped.get();
        long before = told.get();
        if (now > before && getRemainingCapacity() > SIZE / 2 && told.compareAndSet(before, now)) {
            LoggerFactory.getLogger(LogQueue.class).warn("{} lines of {} were dropped", now - before, what);
        }
        super.append(event);
    }

    /** Called for each line while the queue is nearly full. */
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        boolean discardable = super.isDiscardable(event);
        if (discardable) {
            dropped.incrementAndGet();
        }
        return discardable;
    }

    @Override
    protected void put(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            dropped.incrementAndGet();
        } else {
            super.put(event);
        }
    }
}
