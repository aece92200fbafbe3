package io.securechat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void textFromTheNetworkCannotFakeALineOrMoveTheCursor() {
        LoggerContext context = new LoggerContext();
        String hostile = "eve\u001b[2J\r\n2026-01-01 INFO ada is gone\u202e\u200b\u0085 Zo\u00eb";
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("test"), Level.INFO, "{} joins", null, new Object[] {hostile});

        String line = Logging.layout(context).doLayout(event);

        assertThat(line)
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  eve\\?\\[2J\\?\\?2026-01-01 INFO ada is gone\\?\\?\\? Zo\u00eb joins\\R");
    }

    @Test
    void anExceptionsMessageCannotFakeALineEither() {
        LoggerContext context = new LoggerContext();
        Exception failure =
                new IllegalStateException("eve\u001b[2J\n2026-01-01 INFO ada is gone", new Exception("\u202e"));
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("test"), Level.WARN, "it failed", failure, new Object[0]);

        String[] lines = Logging.layout(context).doLayout(event).split("\\R");

        assertThat(lines[1]).isEqualTo("java.lang.IllegalStateException: eve?[2J");
        assertThat(lines[2]).isEqualTo("    2026-01-01 INFO ada is gone");
        assertThat(lines[3]).startsWith("        at ");
        assertThat(lines).contains("    Caused by: java.lang.Exception: ?");
    }
}
