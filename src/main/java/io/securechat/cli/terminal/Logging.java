package io.securechat.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.securechat.server.log.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of the server's log on standard output. Logback finds this class as a service, in a fraction of the time that XML
 * takes.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String OURS = "io.securechat";
    private static final String CONSOLE = "console";
    private static final String QUEUE = "queue";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName(CONSOLE);
        console.setContext(context);
        console.setEncoder(LogFormat.TEXT.encoder(context));
        console.start();

        LogQueue queue = new LogQueue("the log");
        queue.setName(QUEUE);
        queue.setContext(context);
        queue.addAppender(console);
        queue.start();

        root(context).addAppender(queue);
        set(context, LogLevel.INFO);
        context.getLogger(Audit.LOGGER).setLevel(Level.OFF); // until it has a file
        context.getLogger(Audit.LOGGER).setAdditive(false);
        // It also throws what it logs.
        context.getLogger("org.sqlite").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Returns the form of a line for people, started. */
    static PatternLayout layout(LoggerContext context) {
        return TextLog.layout(context);
    }

    /** Changes the form of the lines logged from now on. */
    public static void set(LogFormat format) {
        if (queue().getAppender(CONSOLE) instanceof ConsoleAppender<ILoggingEvent> console) {
            console.setEncoder(format.encoder(context()));
        }
    }

    /** Changes how much is logged. */
    public static void set(LogLevel level) {
        set(context(), level);
    }

    private static void set(LoggerContext context, LogLevel level) {
        context.getLogger(OURS).setLevel(Level.valueOf(level.name()));
        root(context).setLevel(Level.valueOf(level.ofLibraries().name()));
    }

    /** Returns how much is logged. */
    public static LogLevel level() {
        return LogLevel.valueOf(context().getLogger(OURS).getEffectiveLevel().levelStr);
    }

    /** Returns the number of lines dropped because the log could not be written fast enough. */
    public static long dropped() {
        return queue().dropped();
    }

    private static LogQueue queue() {
        return (LogQueue) root(context()).getAppender(QUEUE);
    }

    private static ch.qos.logback.classic.Logger root(LoggerContext context) {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /** Writes the lines still in the queue. */
    public static void stop() {
        context().stop();
    }
}
