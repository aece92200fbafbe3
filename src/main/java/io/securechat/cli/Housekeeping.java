package io.securechat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server's memory small: has the JVM collect its garbage while it starts, while little goes on, and while many people
 * arrive. By itself the JVM waits until its young generation is full, which on a usual machine is a hundred megabytes, and
 * whatever it has once touched remains taken. A server that is busy in any other way is left alone. Collects nothing with
 * {@code -XX:+DisableExplicitGC}.
 */
final class Housekeeping implements AutoCloseable {
    private static final int LOOK_MILLIS = 100;

    /** Bytes of garbage for which it is worth to collect; where much is in use, half as much as that. */
    private static final long WORTH = 16L << 20;

    /** Bytes that a quiet server makes between two looks, at most. */
    private static final long QUIET = 512L << 10;

    /** Connections that have come in since the last collection when many arrive. */
    private static final int ARRIVALS = 25;

    /** Looks between a collection and the next request to the C library: by then its memory is free, too. */
    private static final int TRIM_LOOKS = 1000 / LOOK_MILLIS;

    private volatile @Nullable IntSupplier connections;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "housekeeping");

    // The rest is of the thread.
    private long inUse;
    private long before;
    private int crowd;
    private int trimIn = TRIM_LOOKS;

    /** Begins, while the server starts. */
    Housekeeping() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The server has started.
     *
     * @param connections tells how many there are at present; must not block
     */
    void serving(IntSupplier connections) {
        this.connections = connections;
    }

    private void run() {
        HotSpot jvm = new HotSpot();
        jvm.compileQuickly();
        before = used();
        while (!isClosedAfterWaiting()) {
            look(jvm);
        }
    }

    private boolean isClosedAfterWaiting() {
        try {
            return closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void look(HotSpot jvm) {
        long used = used();
        inUse = Math.min(inUse, used); // less, when the JVM has collected by itself
        boolean quiet = used - before < QUIET;
        IntSupplier counter = connections;
        int present = counter == null ? 0 : counter.getAsInt();
        crowd = Math.min(crowd, present);
        boolean now = counter == null || quiet || present - crowd >= ARRIVALS;
        if (now && used - inUse > Math.max(WORTH, inUse / 2)) {
            System.gc();
            used = used();
            inUse = used;
            crowd = present;
            trimIn = TRIM_LOOKS;
        }
        before = used;
        if (quiet && trimIn-- == 0) {
            jvm.trim();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
