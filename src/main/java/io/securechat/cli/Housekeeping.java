package io.securechat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a server's memory small: has the JVM collect its garbage while the server starts and while it is quiet. By itself the JVM
 * waits until its young generation is full, which on a usual machine is a hundred megabytes, and the pages that it has once touched
 * remain taken. A busy server is left alone: a collection stops everybody, so nobody's traffic may cause one. Collects nothing
 * with {@code -XX:+DisableExplicitGC}.
 */
final class Housekeeping implements AutoCloseable {
    private static final int LOOK_MILLIS = 100;

    /** Bytes of garbage for which it is worth to collect; where much is in use, half as much as that. */
    private static final long WORTH = 16L << 20;

    /** Bytes that a quiet server makes between two looks, at most. */
    private static final long QUIET = 512L << 10;

    /** Looks in a row at which little has gone on before the server counts as quiet. */
    private static final int QUIET_LOOKS = 3000 / LOOK_MILLIS;

    /** Looks between a collection and the next request to the C library: by then its memory is free, too. */
    private static final int TRIM_LOOKS = 1000 / LOOK_MILLIS;

    private volatile boolean started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "housekeeping");

    // The rest is of the thread.
    private long inUse;
    private long before;
    private int quietFor;
    private int trimIn = TRIM_LOOKS;

    /** Begins, while the server starts. */
    Housekeeping() {
        thread.setDaemon(true);
        thread.start();
    }

    /** The server has started. */
    void serving() {
        started = true;
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
        quietFor = used - before < QUIET ? quietFor + 1 : 0;
        boolean quiet = quietFor >= QUIET_LOOKS;
        if ((quiet || !started) && used - inUse > Math.max(WORTH, inUse / 2)) {
            System.gc();
            used = used();
            inUse = used;
            quietFor = 0;
            trimIn = TRIM_LOOKS;
        }
        before = used;
        if (quietFor > 0 && trimIn-- == 0) {
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
