package io.securechat.server;

import io.securechat.Fatal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a task that fails from taking others along, but not the process from ending when it cannot go on. */
final class Safely {
    private static final Logger LOG = LoggerFactory.getLogger(Safely.class);

    private Safely() {}

    /** Runs a task, and logs what it throws; ends the process where that is {@linkplain Fatal fatal}. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.error("something failed", e);
        }
    }
}
