package io.securechat.client.console;

import io.securechat.Threads;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Prints lines above the input line: the first at once, and those that follow within 33 ms together. Printing each by itself
 * would flicker, and take most of the time in a busy room.
 */
public final class ScreenPrinter implements AutoCloseable {
    /** Characters that may wait; further lines are counted, not shown. */
    public static final int MAX_WAITING = 2 << 20;

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

    private final Consumer<AttributedString> printer;
    private final Consumer<Throwable> failure;
    private final ScheduledThreadPoolExecutor thread = Threads.single("screen");
    private AttributedStringBuilder waiting = new AttributedStringBuilder();
    private long lastPrint = System.nanoTime() - WINDOW_NANOS;
    private boolean closed;
    private int leftOut;

    /**
     * Creates a printer.
     *
     * @param failure receives a failure of the printer, on the printing thread
     */
    public ScreenPrinter(Consumer<AttributedString> printer, Consumer<Throwable> failure) {
        this.printer = printer;
        this.failure = failure;
    }

    public synchronized void add(AttributedString line) {
        if (closed) {
            return;
        } else if (waiting.length() > MAX_WAITING) {
            leftOut++;
            return;
        }
        if (waiting.length() == 0) {
            long delay = Math.max(0, lastPrint + WINDOW_NANOS - System.nanoTime());
            thread.schedule(this::print, delay, TimeUnit.NANOSECONDS);
        } else {
            waiting.append('\n');
        }
        waiting.append(line.length() == 0 ? new AttributedString(" ") : line);
    }

    private void print() {
        AttributedString lines;
        synchronized (this) {
            if (leftOut > 0) {
                waiting.append("\n(" + leftOut + " more lines came too fast to show)");
                leftOut = 0;
            }
            lines = waiting.toAttributedString();
            waiting = new AttributedStringBuilder();
            lastPrint = System.nanoTime();
        }
        try {
            if (lines.length() > 0) {
                printer.accept(lines);
            }
        } catch (RuntimeException | Error e) {
            failure.accept(e); // the executor would swallow it
        }
    }

    /** Prints the waiting lines, and drops later ones. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.shutdown();
        Threads.await(thread);
        print();
    }
}
