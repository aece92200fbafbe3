package io.securechat.client.console;

import io.securechat.Threads;
import java.time.Duration;
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

    /** Characters that may wait before the screen is behind, and nothing more should come. */
    static final int MAX_BEHIND = 1 << 18;

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

    private final Consumer<AttributedString> printer;
    private final Runnable redraw;
    private final Consumer<Throwable> failure;
    private final ScheduledThreadPoolExecutor thread = Threads.single("screen");
    private AttributedStringBuilder waiting = new AttributedStringBuilder();
    private long lastPrint = System.nanoTime() - WINDOW_NANOS;
    private boolean scheduled;
    private Consumer<Boolean> behind = is -> {};
    private boolean isBehind;
    private boolean closed;
    private int leftOut;

    /**
     * Creates a printer.
     *
     * @param redraw draws the input line again where it has changed
     * @param failure receives a failure of the printer, on the printing thread
     */
    public ScreenPrinter(Consumer<AttributedString> printer, Runnable redraw, Consumer<Throwable> failure) {
        this.printer = printer;
        this.redraw = redraw;
        this.failure = failure;
    }

    /** Sets the receiver of changes of whether the screen is behind. It is called on the threads that add and print. */
    public synchronized void whenBehind(Consumer<Boolean> receiver) {
        behind = receiver;
        receiver.accept(isBehind);
    }

    private void behind(boolean now) {
        if (isBehind != now) {
            isBehind = now;
            behind.accept(now);
        }
    }

    public synchronized void add(AttributedString line) {
        if (closed) {
            return;
        } else if (waiting.length() > MAX_WAITING) {
            leftOut++;
            return;
        }
        schedule();
        waiting.append(waiting.length() == 0 ? "" : "\n").append(line.length() == 0 ? new AttributedString(" ") : line);
        if (waiting.length() > MAX_BEHIND) {
            behind(true);
        }
    }

    /** Draws the input line again, if nothing is printed that does. */
    public synchronized void refresh() {
        if (!closed) {
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            long delay = Math.max(0, lastPrint + WINDOW_NANOS - System.nanoTime());
            thread.schedule(this::print, delay, TimeUnit.NANOSECONDS);
        }
    }

    /** Runs a task on the printing thread. */
    public synchronized void execute(Runnable task) {
        if (!closed) {
            thread.execute(() -> guarded(task));
        }
    }

    /** Runs a task on the printing thread after some time. */
    public synchronized void execute(Runnable task, Duration delay) {
        if (!closed) {
            thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
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
            scheduled = false;
            lastPrint = System.nanoTime();
        }
        guarded(lines.length() > 0 ? () -> printer.accept(lines) : redraw);
        synchronized (this) {
            if (waiting.length() <= MAX_BEHIND / 2) {
                behind(false);
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
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
