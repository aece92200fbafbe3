package io.securechat.server.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The connection that a thread works for: each line that it logs meanwhile carries the connection's id. */
public final class LogContext {
    /** The key of the id in SLF4J's context. */
    public static final String CONNECTION = "connection";

    private LogContext() {}

    /** A task that may fail. */
    @FunctionalInterface
    public interface Task<E extends Exception> {
        void run() throws E;
    }

    /** Runs a task for a connection. */
    public static <E extends Exception> void run(String connection, Task<E> task) throws E {
        String outer = MDC.get(CONNECTION);
        MDC.put(CONNECTION, connection);
        try {
            task.run();
        } finally {
            restore(outer);
        }
    }

    private static void restore(@Nullable String outer) {
        if (outer == null) {
            MDC.remove(CONNECTION);
        } else {
            MDC.put(CONNECTION, outer);
        }
    }
}
