package io.securechat.client.console;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The logs of the libraries, which must not appear on the user's terminal. */
public final class LibraryLogging {
    /** Kept here because java.util.logging drops the settings of unreferenced loggers. */
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.netty"), Logger.getLogger("org.jline"));

    private LibraryLogging() {}

    /** Turns the logs off, without loading a logging framework. Call it before any other class of the client or of {@code tls}. */
    public static void silence() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
