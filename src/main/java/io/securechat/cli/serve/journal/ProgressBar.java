package io.securechat.cli.serve.journal;

import io.securechat.client.console.Terminals;
import io.securechat.history.store.JournalMaintenance;
import java.util.concurrent.TimeUnit;

/** A progress bar on standard error, if that is a terminal. */
public final class ProgressBar implements JournalMaintenance.Progress, AutoCloseable {
    private static final int WIDTH = 40;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final String task;
    private final boolean shown = Terminals.isError();
    private long next = System.nanoTime();
    private boolean drawn;

    ProgressBar(String task) {
        this.task = task;
    }

    @Override
    public void at(long done, long total) {
        long now = System.nanoTime();
        if (shown && (now - next >= 0 || done == total)) {
            next = now + PAUSE;
            drawn = true;
            System.err.print("\r" + line(task, done, total));
            System.err.flush();
        }
    }

    public static String line(String task, long done, long total) {
        double part = total == 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (part * WIDTH);
        return task + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + (int) (part * 100) + " %";
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (drawn) {
            System.err.println();
        }
    }
}
