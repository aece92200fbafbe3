package io.securechat.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import picocli.CommandLine.ExitCode;

/**
 * The signals of a running server. SIGINT and SIGTERM shut it down gracefully, with exit code 0; a second one ends the process at
 * once. SIGHUP reloads its files, unless the kernel sends it because the server's terminal was closed: then the server shuts down.
 * Signals that the system does not know, or that are ignored (by {@code nohup}, for instance), are left alone.
 */
final class ServerSignals {
    private static final int GRACE_SECONDS = 15;
    private static final Path TERMINAL = Path.of("/dev/tty");

    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Handles the signals from now on. */
    ServerSignals(Runnable reload) {
        handleStop("INT");
        handleStop("TERM");
        boolean hadTerminal = hasTerminal();
        Signals.register("HUP", () -> {
            if (hadTerminal && !hasTerminal()) {
                stop();
            } else {
                reload.run();
            }
        });
    }

    private void handleStop(String signal) {
        Signals.register(signal, () -> {
            Signals.registerDefault(signal);
            stop();
        });
    }

    /** Runs on the signal's own thread, and ends the process if the server does not stop in time. */
    private void stop() {
        stopRequested.countDown();
        try {
            if (!stopped.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.exit(ExitCode.SOFTWARE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a signal asks the server to stop. */
    void awaitStop() {
        try {
            stopRequested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Marks the server as stopped, which ends the grace period. */
    void stopped() {
        stopped.countDown();
    }

    /** Returns whether the process has a controlling terminal. It has none any more once the terminal is closed. */
    private static boolean hasTerminal() {
        try {
            Files.newInputStream(TERMINAL).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
