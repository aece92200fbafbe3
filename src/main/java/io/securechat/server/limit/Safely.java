package io.securechat.server.limit;

import io.securechat.Fatal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks whose failure must not end others. */
public final class Safely {
    private static final Logger LOG = LoggerFactory.getLogger(Safely.class);

    private Safely() {}

    /** Runs a task and logs its exception; a {@linkplain Fatal fatal} one ends the process. */
    public static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.error("unexpected exception", e);
        }
    }
}
