package io.securechat.cli.terminal;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.securechat.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of the server's log on standard output. A queue keeps the chat from waiting; when it is full, lines are dropped.
 * Control, bidirectional and invisible characters are replaced in every line. Logback finds this class as a service, in a fraction of
 * the time that XML takes.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final int QUEUE = 8192;
    private static final String INDENT = "    ";
    private static final String OURS = "io.securechat";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout(context));
        encoder.setCharset(StandardCharsets.UTF_8); // whatever the locale: names are in UTF-8
        encoder.start();

        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();

        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.addAppender(console);
        queue.start();

        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(queue);
        set(context, LogLevel.INFO);
        // It also throws what it logs.
        context.getLogger("org.sqlite").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Returns the form of a line, started. */
    static PatternLayout layout(LoggerContext context) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("safe", SafeMessage::new);
        layout.getInstanceConverterMap().put("trace", SafeTrace::new);
        layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %safe%n%trace{20}");
        layout.start();
        return layout;
    }

    private static final class SafeMessage extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return SafeText.printable(super.convert(event));
        }
    }

    /** A stack trace, indented: text in an exception's message cannot pass for a line of the log. */
    private static final class SafeTrace extends ThrowableProxyConverter {
        @Override
        protected String throwableProxyToString(IThrowableProxy failure) {
            return super.throwableProxyToString(failure)
                    .replace("\t", INDENT)
                    .lines()
                    .map(SafeText::printable)
                    .collect(Collectors.joining("\n" + INDENT, "", "\n"));
        }
    }

    /** Changes how much is logged. */
    public static void set(LogLevel level) {
        set(context(), level);
    }

    private static void set(LoggerContext context, LogLevel level) {
        context.getLogger(OURS).setLevel(Level.valueOf(level.name()));
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.valueOf(level.ofLibraries().name()));
    }

    /** Returns how much is logged. */
    public static LogLevel level() {
        return LogLevel.valueOf(context().getLogger(OURS).getEffectiveLevel().levelStr);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /** Writes the lines still in the queue. */
    public static void stop() {
        context().stop();
    }
}
