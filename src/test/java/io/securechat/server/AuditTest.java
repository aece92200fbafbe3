package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.cli.terminal.AuditLog;
import io.securechat.server.log.Audit;
import io.securechat.server.session.SessionTest;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@SuppressWarnings("try") // the log is written by the server
class AuditTest {
    @TempDir
    Path folder;

    @Test
    void whoUsedAPrivilegeAndWhoWasRefused() throws Exception {
        Path file = folder.resolve("audit.log");
        try (AuditLog log = AuditLog.open(file);
                TestServer server = new TestServer();
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"));
                TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
            bob.register("bob");
            olga.register("olga");
            bob.send("JOIN #lab");
            done(bob);
            olga.send("JOIN #lab");
            done(olga);
            bob.send("MODE #lab +bk eve!*@* sesame");
            bob.send("PRIVMSG #lab :the secret");
            bob.send("TOPIC #lab :the secret topic");
            bob.send("KICK #lab olga :a secret comment");
            bob.send("OPER olga");
            done(bob);
            olga.send("KILL bob :too loud");
            olga.send("KLINE 1h mallory :too rude");
            done(olga);
            server.renew(TestServer.SERVER, TestTrust.of(List.of(TestServer.CLIENT.certificate()), List.of()));
            assertThat(olga.receiveLine()).startsWith("ERROR");
        }
        List<String> events = Files.readAllLines(file);
        assertThat(events).allMatch(line -> line.startsWith("{\"time\":\"2") && line.contains("\"event\":\""));
        assertThat(events.stream().map(AuditTest::details))
                .containsExactly(
                        "{\"event\":\"OPER\",\"name\":\"olga\",\"subject\":\"CN=olga\"}",
                        "{\"event\":\"MODE\",\"room\":\"#lab\",\"changes\":\"+bk eve!*@* *\"}",
                        "{\"event\":\"TOPIC\",\"room\":\"#lab\"}",
                        "{\"event\":\"KICK\",\"room\":\"#lab\",\"nick\":\"olga\"}",
                        "{\"event\":\"OPER refused\",\"name\":\"olga\",\"subject\":\"CN=bob\",\"why\":\"not one of this server's operators\"}",
                        "{\"event\":\"KILL\",\"nick\":\"bob\",\"reason\":\"too loud\"}",
                        "{\"event\":\"KLINE\",\"target\":\"mallory\",\"change\":\"blocked account mallory until … by olga: too rude\"}",
                        "{\"event\":\"certificate refused\",\"subject\":\"CN=olga\",\"why\":\"Certificate no longer trusted\",\"sessions\":\"1\"}");
        assertThat(events.get(1))
                .matches(".*\"connection\":\"[0-9a-f]{8}\",\"by\":\"bob!bob@[0-9a-f]{12}.cert\""
                        + ",\"address\":\"127.0.0.1:\\d+\",.*");
        assertThat(events.toString()).doesNotContain("secret").doesNotContain("sesame");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatWasRotatedIsLeftAlone() throws Exception {
        Path file = folder.resolve("audit.log");
        Path rotated = folder.resolve("audit.log.1");
        try (AuditLog log = AuditLog.open(file)) {
            Audit.event("first").log();
            Await.until(() -> file.toFile().length() > 0);
            Files.move(file, rotated);
            log.reopen();
            Audit.event("second\n\u202e").addKeyValue("key", "\u001b").log();
        }
        Audit.event("third").log();
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(Files.readString(file)).contains("\"event\":\"second\\u000a\\u202e\",\"key\":\"\\u001b\"}");
        assertThat(Files.readAllLines(rotated)).hasSize(1);
        assertThatThrownBy(() -> AuditLog.open(folder.resolve("none/audit.log")))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("audit.log: no such file or folder");
        Path key = Files.writeString(folder.resolve("server.key"), "-----BEGIN PRIVATE KEY-----\n");
        assertThatThrownBy(() -> AuditLog.open(key))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("server.key: the file has something else in it");
        assertThat(key).hasContent("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void aFullDiskIsReportedOnceAndSoIsItsEnd() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Path file = Files.createSymbolicLink(folder.resolve("audit.log"), full);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.class);
        lines.start();
        logger.addAppender(lines);
        try (AuditLog log = AuditLog.open(file)) {
            for (int i = 0; i < 3; i++) {
                Audit.event("lost").log();
            }
            Await.until(() -> !lines.list.isEmpty());
            Files.delete(file);
            Await.until(() -> {
                Audit.event("kept").log();
                return lines.list.size() > 1;
            });
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "cannot write the audit log " + file + ": No space left on device; events are lost",
                        "the audit log " + file + " is written again");
        assertThat(Files.readString(file)).contains("\"event\":\"kept\"");
    }

    private static String details(String event) {
        return event.replaceFirst("until \\S+", "until …")
                .replaceFirst("\"time\":\"[^\"]*\",", "")
                .replaceAll("\"(connection|by|address|fingerprint)\":\"[^\"]*\",", "");
    }

    private static void done(TestClient client) throws Exception {
        client.send("PING :done");
        SessionTest.skipTo(client, "PONG");
    }
}
