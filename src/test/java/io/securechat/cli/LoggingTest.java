package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void textFromTheNetworkCannotFakeALineOrMoveTheCursor() {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(Logging.PATTERN);
        layout.start();
        String hostile = "eve\u001b[2J\r\n2026-01-01 INFO ada is gone\u202e\u200b\u0085 Zo\u00eb";
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("test"), Level.INFO, "{} joins", null, new Object[] {hostile});

        String line = layout.doLayout(event);

        assertThat(line)
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  eve\\?\\[2J\\?\\?2026-01-01 INFO ada is gone\\?\\?\\? Zo\u00eb joins\\R");
    }
}
