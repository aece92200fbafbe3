package io.securechat.client.console;

import org.jline.utils.ShutdownHooks;
import org.jline.utils.ShutdownHooks.Task;

/** An action for the case that a signal ends the process. Created before a terminal, it runs before JLine closes that. */
final class ExitHook implements AutoCloseable {
    private final Task task = ShutdownHooks.add(this::run);
    private volatile Runnable action = () -> {};

    void set(Runnable atExit) {
        action = atExit;
    }

    private void run() {
        action.run();
    }

    @Override
    public void close() {
        try {
            ShutdownHooks.remove(task);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
