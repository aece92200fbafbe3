package io.securechat.client;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Lines on their way to the screen. The first is printed at once and those that follow it closely all together: a print for
 * each would flicker, and cost most of the time in a busy room.
 */
final class Above implements AutoCloseable {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

    private final Consumer<AttributedString> printer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread screen = new Thread(task, "screen");
        screen.setDaemon(true);
        return screen;
    });
    private AttributedStringBuilder waiting = new AttributedStringBuilder();
    private long lastPrint = System.nanoTime() - WINDOW_NANOS;
    private boolean closed;

    Above(Consumer<AttributedString> printer) {
        this.printer = printer;
    }

    synchronized void add(AttributedString line) {
        if (closed) {
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
            lines = waiting.toAttributedString();
            waiting = new AttributedStringBuilder();
            lastPrint = System.nanoTime();
        }
        if (lines.length() > 0) {
            printer.accept(lines);
        }
    }

    /** Prints what is waiting; nothing that comes later. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdownNow();
        print();
    }
}
