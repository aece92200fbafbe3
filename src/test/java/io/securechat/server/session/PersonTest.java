package io.securechat.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.limit.FloodGuard;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many connections somebody has, together they have one budget. */
class PersonTest {
    /** So slow that nothing is let through after the burst while a test runs. */
    private static final int BURST = 40;

    private static final Settings.Rate BURST_ONLY = new Settings.Rate(BURST, Duration.ofDays(1));

    private static final int CONNECTIONS = 10;
    private static final int LINES_TO_REGISTER = 2;

    @Test
    void allWhoShareACertificateTogetherMaySendAsMuchAsFiveUsers() throws Exception {
        try (TestServer server = server();
                TestClient listener = server.connect(TestCertificates.client(TestServer.CA, "listener"))) {
            listener.register("listener");
            List<TestClient> guests = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                TestClient guest = server.connect();
                guest.register("guest" + i);
                guests.add(guest);
            }
            for (TestClient guest : guests) {
                guest.send(lines("PRIVMSG #lobby :spam ", BURST));
            }
            int expected = 5 * BURST - CONNECTIONS * LINES_TO_REGISTER;
            for (int heard = 0; heard < expected; ) {
                heard += listener.receiveLine().contains(":spam ") ? 1 : 0;
            }
            listener.send("PING end");
            assertThat(listener.receiveLine()).endsWith(" PONG test.server :end");
            for (TestClient guest : guests) {
                guest.close();
            }
        }
    }

    @Test
    void connectingAgainDoesNotMakeOneFree() throws Exception {
        try (TestServer server = server();
                TestClient listener = server.connect(TestCertificates.client(TestServer.CA, "listener"))) {
            listener.register("listener");
            for (int i = 0; i < 2; i++) {
                try (TestClient once = server.connect(TestCertificates.client(TestServer.CA, "mallory"))) {
                    once.register("mallory");
                    once.send(lines("PING ", BURST - LINES_TO_REGISTER));
                    for (int line = 0; line < BURST - LINES_TO_REGISTER; line++) {
                        SessionTest.skipTo(once, "PONG test.server :" + line);
                    }
                }
            }
            try (TestClient again = server.connect(TestCertificates.client(TestServer.CA, "mallory"));
                    TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
                again.send("NICK mallory\r\nUSER mallory 0 * :x"); // one line more than may be sent, and so it waits
                bob.register("bob");
                int arrivals = 0;
                for (String line = ""; !line.startsWith(":bob!"); line = listener.receiveLine()) {
                    arrivals += line.startsWith(":mallory!") && line.contains(" JOIN ") ? 1 : 0;
                }
                assertThat(arrivals).isEqualTo(2);
            }
        }
    }

    @Test
    void whoIsGoneDoesNotWaitForTheBudgetOfThePerson() throws Exception {
        try (TestServer server = server();
                TestClient listener = server.connect(TestCertificates.client(TestServer.CA, "listener"));
                TestClient one = server.connect(TestCertificates.client(TestServer.CA, "mallory"));
                TestClient two = server.connect(TestCertificates.client(TestServer.CA, "mallory"))) {
            listener.register("listener");
            TestClient gone = server.connect(TestCertificates.client(TestServer.CA, "mallory"));
            gone.register("mallory");
            SessionTest.skipTo(listener, "JOIN #lobby");
            one.send(lines("PING ", BURST));
            SessionTest.skipTo(one, "PONG test.server :" + (BURST - 1));
            two.send(lines("PING ", BURST));
            SessionTest.skipTo(two, "PONG test.server :" + (BURST - LINES_TO_REGISTER - 1));

            gone.send("PING waits\r\nQUIT :never carried out");
            gone.close();
            assertThat(listener.receiveLine()).contains(":mallory!").contains(" QUIT :Connection");
        }
    }

    @Test
    void whatIsNegotiatedBeforeTheRegistrationCountsAsWell() throws Exception {
        try (TestServer server = server();
                TestClient listener = server.connect(TestCertificates.client(TestServer.CA, "listener"));
                TestClient eve = server.connect(TestCertificates.client(TestServer.CA, "eve"));
                TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
            listener.register("listener");
            eve.send("CAP REQ batch\r\n".repeat(BURST) + "NICK eve\r\nUSER eve 0 * :x\r\nCAP END");
            for (int i = 0; i < BURST; i++) {
                assertThat(eve.receiveLine()).endsWith("CAP * ACK batch");
            }
            bob.register("bob");
            assertThat(listener.receiveLine()).startsWith(":bob!").endsWith("JOIN #lobby");
        }
    }

    @Test
    void aLongAnswerCostsMoreThanAShortOne() throws Exception {
        try (TestServer server = server();
                TestClient listener = server.connect(TestCertificates.client(TestServer.CA, "listener"));
                TestClient eve = server.connect(TestCertificates.client(TestServer.CA, "eve"))) {
            listener.register("listener");
            eve.register("eve");
            String line = "x".repeat(70);
            server.renew(
                    TestServer.SERVER,
                    TestServer.TRUST,
                    IntStream.range(0, BURST * FloodGuard.BYTES_PER_LINE / 70)
                            .mapToObj(i -> line)
                            .toArray(String[]::new));
            eve.send("MOTD");
            SessionTest.skipTo(eve, " 376 eve ");
            eve.send("PRIVMSG #lobby :too late");
            listener.send("PING round");
            SessionTest.skipTo(listener, " PONG test.server :round");
            server.renew(TestServer.SERVER, TestServer.TRUST);
            try (TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
                bob.send("NICK bob\r\nUSER bob 0 * :x\r\nPRIVMSG #lobby :in time");
                SessionTest.skipTo(listener, "JOIN #lobby");
                assertThat(listener.receiveLine()).endsWith(":in time");
            }
        }
    }

    @Test
    void nobodyMakesRoomsByTheThousand() throws Exception {
        Settings.Rate anyAmount = new Settings.Rate(1_000_000, Duration.ofSeconds(1));
        try (TestServer server =
                        new TestServer(new TestSettings().flood(anyAmount).build(), Journals.open("memory:"));
                TestClient mallory = server.connect(TestCertificates.client(TestServer.CA, "mallory"));
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            mallory.register("mallory");
            for (int i = 0; i < 200; i++) {
                mallory.send("JOIN #made" + i + "\r\nPART #made" + i);
                SessionTest.skipTo(mallory, "PART #made" + i);
            }
            mallory.send("JOIN #more\r\nPING end");
            assertThat(mallory.receiveLine())
                    .endsWith(" 437 mallory #more :You have created too many channels, try again later");
            assertThat(mallory.receiveLine()).endsWith(":end");
            olga.register("olga");
            olga.send("JOIN #hers\r\nSTATS z");
            SessionTest.skipTo(olga, "JOIN #hers");
            SessionTest.skipTo(olga, " 249 olga z :2 of 2000 connections, 0 of them not registered");
            SessionTest.skipTo(
                    olga,
                    " 249 olga z :2 of 10000 rooms, 0 of them empty (100 for each account at most), 0 names with a closed history");
            mallory.send("STATS z");
            SessionTest.skipTo(mallory, " 481 mallory ");
        }
    }

    private static TestServer server() {
        return new TestServer(new TestSettings().flood(BURST_ONLY).build(), Journals.open("memory:"));
    }

    private static String lines(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i).collect(Collectors.joining("\r\n"));
    }
}
