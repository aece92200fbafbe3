package io.securechat.server;

import static io.securechat.server.session.SessionTest.skipTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import java.io.EOFException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Floods of lines are delayed, and do not slow down other users. */
class FloodTest {
    /** So slow that no line after the burst runs during a test. */
    private static final Settings.Rate BURST_ONLY = new Settings.Rate(40, Duration.ofDays(1));

    @Test
    void floodDoesNotSlowOthers() throws Exception {
        try (TestServer server = server(BURST_ONLY, 60);
                TestClient ada = registered(server, "ada");
                TestClient bob = registered(server, "bob");
                TestClient eve = registered(server, "eve")) {
            eve.send(lines("PRIVMSG #lobby :spam ", 5000) + "PING eve");
            for (int i = 0; i < 38; i++) { // NICK and USER are part of the burst
                skipTo(ada, "PRIVMSG #lobby :spam " + i);
            }
            for (int i = 0; i < 30; i++) {
                bob.send("PRIVMSG #lobby :hello " + i);
                assertThat(ada.receiveLine()).endsWith(":hello " + i); // none of eve's between them
            }
            ada.send("PING ada");
            assertThat(ada.receiveLine()).endsWith(":ada");
        }
    }

    @Test
    void delayedLinesArriveCompleteAndInOrder() throws Exception {
        try (TestServer server = server(new Settings.Rate(20, Duration.ofMillis(200)), 60);
                TestClient ada = registered(server, "ada");
                TestClient bob = registered(server, "bob")) {
            bob.send(lines("PRIVMSG #lobby :pasted ", 200) + "QUIT :done");
            for (int i = 0; i < 200; i++) {
                skipTo(ada, "PRIVMSG #lobby :pasted " + i);
            }
            assertThat(ada.receiveLine()).endsWith("QUIT :Quit: done");
        }
    }

    @Test
    void sessionsOfAUserShareOneBudget() throws Exception {
        try (TestServer server = server(BURST_ONLY, 60);
                TestClient ada = registered(server, "ada");
                TestClient desk = server.connect(TestCertificates.client(TestServer.CA, "olgi"));
                TestClient phone = server.connect(TestCertificates.client(TestServer.CA, "olgi"))) {
            desk.register("olgi");
            phone.register("olgi");
            desk.send(lines("PRIVMSG #lobby :desk ", 38) + "PRIVMSG #lobby :too much");
            for (int i = 0; i < 38; i++) {
                skipTo(phone, "PRIVMSG #lobby :desk " + i);
            }
            phone.send("PRIVMSG #lobby :too much");
            ada.send("PRIVMSG #lobby :end");
            assertThat(phone.receiveLine()).endsWith("PRIVMSG #lobby :end");
        }
    }

    @Test
    void operatorsAreExempt() throws Exception {
        try (TestServer server = server(BURST_ONLY, 60);
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            olga.register("olga");
            olga.send(lines("PING ", 1000));
            for (int i = 0; i < 1000; i++) {
                assertThat(olga.receiveLine()).endsWith(" PONG test.server :" + i);
            }
        }
    }

    @Test
    void delayedClientDoesNotTimeOut() throws Exception {
        try (TestServer server = server(BURST_ONLY, 2);
                TestClient eve = registered(server, "eve")) {
            eve.send(lines("PING ", 100)); // lines after that, even a PONG, are not read
            for (int i = 0; i < 38; i++) {
                skipTo(eve, "PONG test.server :" + i);
            }
            try (TestClient silent = registered(server, "silent")) {
                skipTo(silent, "ERROR :Closing link: silent (Ping timeout");
            } catch (EOFException e) {
                // closed without a message, as after a ping timeout
            }
            try (TestClient ada = registered(server, "ada")) {
                ada.send("WHO eve");
                skipTo(ada, " 352 ada * eve ");
            }
        }
    }

    private static TestServer server(Settings.Rate flood, int pingSeconds) {
        return new TestServer(
                new TestSettings().flood(flood).pingSeconds(pingSeconds).build(), Journals.open("memory:"));
    }

    private static TestClient registered(TestServer server, String nick) throws Exception {
        TestClient client = server.connect();
        client.register(nick);
        return client;
    }

    private static String lines(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i + "\r\n").collect(Collectors.joining());
    }
}
