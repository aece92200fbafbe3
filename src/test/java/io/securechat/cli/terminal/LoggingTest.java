package io.securechat.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.securechat.Await;
import io.securechat.server.log.LogContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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

    @Test
    void theLineOfAConnectionEndsWithItsId() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

        LogContext.run("3f2a9c01", () -> {
            LogContext.run("00000002", () -> assertThat(text(context)).endsWith("INFO  ada joins [00000002]"));
            assertThat(text(context)).endsWith("INFO  ada joins [3f2a9c01]");
        });
        assertThat(text(context)).endsWith("INFO  ada joins");
    }

    private static String text(LoggerContext context) {
        LoggingEvent event = new LoggingEvent("", context.getLogger("test"), Level.INFO, "ada joins", null, null);
        return Logging.layout(context).doLayout(event).strip();
    }

    @Test
    void jsonIsOneSafeObjectPerLine() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Exception failure = new IllegalStateException("a\nb\u202e");
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("test"), Level.WARN, "{} \u001b[2J\r\n joins", failure, new Object[] {"e\u202eve"
                });

        AtomicReference<String> encoded = new AtomicReference<>("");
        LogContext.run(
                "3f2a9c01",
                () -> encoded.set(new String(JsonLog.encoder(context).encode(event), UTF_8)));
        String line = requireNonNull(encoded.get());

        assertThat(line.strip())
                .doesNotContain("\n")
                .doesNotContain("\r")
                .doesNotContain("\u202e")
                .doesNotContain("\u001b");
        assertThat(line).endsWith("}" + System.lineSeparator());
        assertThat(line)
                .contains("\"level\":\"WARN\"")
                .contains("\"mdc\": {\"connection\":\"3f2a9c01\"}")
                .contains("\"formattedMessage\":\"e\\u202eve \\u001B[2J\\r\\n joins\"")
                .contains("\"className\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void linesThatTheQueueDropsAreCounted() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        LogQueue queue = new LogQueue("the log");
        queue.setContext(context);
        AppenderBase<ILoggingEvent> slow = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                blocked.countDown();
                Await.latch(written);
            }
        };
        slow.start();
        queue.addAppender(slow);
        queue.start();
        LoggingEvent event = new LoggingEvent("", context.getLogger("test"), Level.INFO, "hello", null, null);
        queue.doAppend(event);
        Await.latch(blocked);
        for (int i = 0; i < 20_000; i++) {
            queue.doAppend(event);
        }
        long kept = 1L + queue.getNumberOfElementsInQueue();

        assertThat(queue.dropped()).isEqualTo(20_001 - kept).isPositive();
        written.countDown();
        queue.stop();
    }
}
