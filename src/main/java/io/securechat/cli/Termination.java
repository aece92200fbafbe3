package io.securechat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an orderly end with exit code 0, where Java by itself would exit with 130 or 143. */
final class Termination {
    private static final int GRACE_SECONDS = 15;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch complete = new CountDownLatch(1);

    /** From now on a signal ends {@link #await}, and the program when {@link #complete} is called or 15 s have passed. */
    Termination() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "termination"));
    }

    /** Waits for a signal. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed, the program may go. */
    void complete() {
        complete.countDown();
    }

    private void end() {
        asked.countDown();
        try {
            boolean orderly = complete.await(GRACE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(orderly ? 0 : Main.FAILURE);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(Main.FAILURE);
        }
    }
}
