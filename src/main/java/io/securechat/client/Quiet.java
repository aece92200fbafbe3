package io.securechat.client;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the libraries' own logs off the user's terminal, and saves the start of a logging framework. */
public final class Quiet {
    /** Held here, for java.util.logging forgets the settings of loggers that nobody holds. */
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.netty"), Logger.getLogger("org.jline"));

    private Quiet() {}

    /** To be called before anything else of this package or of {@code tls}. */
    public static void please() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
