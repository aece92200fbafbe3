package io.securechat.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.securechat.SafeText;
import io.securechat.server.log.LogContext;
import java.util.stream.Collectors;

/** The log as lines for people. Control, bidirectional and invisible characters are replaced in every line. */
final class TextLog {
    private static final String INDENT = "    ";

    private TextLog() {}

    static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout(context));
        encoder.setCharset(UTF_8); // whatever the locale: names are in UTF-8
        encoder.start();
        return encoder;
    }

    /** Returns the form of a line, started. */
    static PatternLayout layout(LoggerContext context) {
        if (context.getMDCAdapter() == null) {
            context.setMDCAdapter(new LogbackMDCAdapter()); // a context that SLF4J has not made
        }
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("safe", SafeMessage::new);
        layout.getInstanceConverterMap().put("connection", Connection::new);
        layout.getInstanceConverterMap().put("trace", SafeTrace::new);
        layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %safe%connection%n%trace{20}");
        layout.start();
        return layout;
    }

    private static final class SafeMessage extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return SafeText.printable(super.convert(event));
        }
    }

    /** The id of the connection that the line is about, at its end. */
    private static final class Connection extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            String id = event.getMDCPropertyMap().get(LogContext.CONNECTION);
            return id == null ? "" : " [" + id + "]";
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
}
