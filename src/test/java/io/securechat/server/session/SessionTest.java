package io.securechat.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.store.Journals;
import io.securechat.server.HesitantJournal;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Guarantees of a session while the journal is slow, or fails. */
public class SessionTest {
    /** A journal on a slow disk: what is appended is safe when somebody says "sync". It has no room for "too much". */
    private static final class SlowJournal extends Forwarding {
        private final List<Runnable> unsynced = new ArrayList<>();
        final CountDownLatch twoAppended = new CountDownLatch(2);

        SlowJournal() {
            super(Journals.open("memory:"));
        }

        @Override
        public synchronized void append(Entry.Draft draft, Listener listener) {
            if (draft.text().equals("too much")) {
                throw new IllegalStateException("no room");
            }
            if (draft.text().equals("too deep")) {
                throw new StackOverflowError("for the test");
            }
            if (draft.text().equals("on a full disk")) {
                listener.executor().execute(() -> listener.refused(new Problem("the disk is full", "make room")));
                return;
            }
            unsynced.add(() -> journal.append(draft, listener));
            twoAppended.countDown();
            if (draft.text().equals("sync")) {
                unsynced.forEach(Runnable::run);
                unsynced.clear();
            }
        }
    }

    @Test
    void whatWasSentBeforeTheConnectionEndedIsCarriedOut() throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = registered(server, "ada")) {
            TestClient bob = registered(server, "bob");
            expect(ada, "JOIN #lobby");
            bob.send("AWAY :one\r\nPING x\r\nPRIVMSG #lobby :last words\r\nQUIT :good night");
            bob.close();
            expect(ada, "PRIVMSG #lobby :last words");
            expect(ada, "QUIT :Quit: good night");
        }
    }

    @Test
    void whoHasSentTooMuchAndIsGoneLeavesAtOnce() throws Exception {
        try (TestServer server = new TestServer(
                        new TestSettings()
                                .flood(new Settings.Rate(20, Duration.ofHours(1)))
                                .build(),
                        Journals.open("memory:"));
                TestClient ada = registered(server, "ada")) {
            TestClient bob = registered(server, "bob");
            expect(ada, "JOIN #lobby");
            bob.send("PING x\r\n".repeat(60) + "QUIT :never carried out");
            bob.close();
            assertThat(ada.receiveLine()).contains(" QUIT :Connection");
        }
    }

    @Test
    void whatFollowsAMessageWaitsUntilTheMessageIsDelivered() throws Exception {
        SlowJournal journal = new SlowJournal();
        try (TestServer server = new TestServer(settings(), journal);
                TestClient ada = registered(server, "ada");
                TestClient bob = registered(server, "bob")) {
            expect(ada, "JOIN #lobby");
            bob.send("PRIVMSG #lobby :one\r\nPRIVMSG #lobby :two\r\nPING after-two\r\nPART #lobby");
            journal.twoAppended.await();
            ada.send("PING overtakes");
            expect(ada, "PONG test.server :overtakes");
            ada.send("PRIVMSG #lobby :sync");
            expect(ada, "PRIVMSG #lobby :one");
            expect(ada, "PRIVMSG #lobby :two");
            expect(ada, "PART #lobby");
            skipTo(bob, "PONG test.server :after-two");
            expect(bob, "PART #lobby");
        }
    }

    @Test
    void whatAGuestHasOnTheWayWhenTheNicksHolderArrivesIsTheGuestsStill() throws Exception {
        SlowJournal journal = new SlowJournal();
        try (TestServer server = new TestServer(settings(), journal);
                TestClient guest = registered(server, "ada");
                TestClient bob = registered(server, "bob")) {
            guest.send("PRIVMSG #lobby :one\r\nPRIVMSG #lobby :two");
            journal.twoAppended.await();
            try (TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
                ada.register("ada");
                bob.send("PRIVMSG #lobby :sync");
                expect(bob, "NICK ada-2");
                expect(bob, "JOIN #lobby");
                assertThat(bob.receiveLine()).startsWith(":ada-2!ada@").endsWith("PRIVMSG #lobby :one");
                assertThat(bob.receiveLine()).startsWith(":ada-2!ada@").endsWith("PRIVMSG #lobby :two");
                assertThat(ada.receiveLine()).startsWith(":ada-2!ada@").endsWith("PRIVMSG #lobby :one");
            }
        }
    }

    @Test
    void aFailingCommandHarmsNobody() throws Exception {
        try (TestServer server = new TestServer(settings(), new SlowJournal())) {
            Script.play(server, """
                    ada connects
                    bob connects
                    ada> PRIVMSG #lobby :too much
                    ada< :test.server 400 ada PRIVMSG :The server could not carry this out
                    ada> PRIVMSG #lobby :too deep
                    ada< :test.server 400 ada PRIVMSG :The server could not carry this out
                    ada> PRIVMSG #lobby :on a full disk
                    ada< :test.server FAIL PRIVMSG TEMPORARILY_UNAVAILABLE #lobby :the disk is full
                    eve connects with standard-replies labeled-response batch
                    eve> @label=x PRIVMSG #lobby :on a full disk
                    eve< @label=x :test.server FAIL PRIVMSG TEMPORARILY_UNAVAILABLE #lobby :the disk is full
                    eve> NOTICE #lobby :on a full disk
                    eve< :test.server FAIL NOTICE TEMPORARILY_UNAVAILABLE #lobby :the disk is full
                    ada> PRIVMSG #lobby :sync
                    bob< :ada!ada@… PRIVMSG #lobby :sync
                    eve< :ada!ada@… PRIVMSG #lobby :sync
                    """);
        }
    }

    @Test
    void theAnswerToALabelledCommandBearsItsLabel() throws Exception {
        Script.play("""
                ada connects with labeled-response batch echo-message message-tags
                bob connects
                ada> @label=a PRIVMSG #lobby :hello
                ada< @label=a;msgid=… :ada!ada@… PRIVMSG #lobby :hello
                bob< :ada!ada@… PRIVMSG #lobby :hello
                ada> @label=b PONG x
                ada< @label=b :test.server ACK
                ada> @label=c FROB
                ada< @label=c :test.server 421 ada FROB :Unknown command
                ada> @label=d PRIVMSG #lobby,bob :hello
                ada< @label=d :test.server BATCH +1 labeled-response
                ada< @batch=1;msgid=… :ada!ada@… PRIVMSG #lobby :hello
                ada< @batch=1;msgid=… :ada!ada@… PRIVMSG bob :hello
                ada< :test.server BATCH -1
                bob< :ada!ada@… PRIVMSG #lobby :hello
                bob< :ada!ada@… PRIVMSG bob :hello
                bob> @label=e PRIVMSG #lobby :hello
                ada< @msgid=… :bob!bob@… PRIVMSG #lobby :hello
                """);
    }

    @Test
    void aLabelIsAnsweredAlsoWhereThereIsNothingToShow() throws Exception {
        Script.play("""
                ada connects with labeled-response batch
                ada> @label=a PRIVMSG ada :hello
                ada< :ada!ada@… PRIVMSG ada :hello
                ada< @label=a :test.server ACK
                ada> @label=b PRIVMSG #lobby :hello
                ada< @label=b :test.server ACK
                ada> @label=c AWAY :tea
                ada< @label=c :test.server 306 ada …
                ada> @label=d AWAY
                ada< @label=d :test.server 305 ada …
                """);
    }

    @Test
    void whatIsOnItsWayWhenTheServerStopsIsNotDelivered() throws Exception {
        HesitantJournal journal = new HesitantJournal();
        TestServer server = new TestServer(settings(), journal);
        try (TestClient ada = registered(server, "ada");
                TestClient bob = registered(server, "bob")) {
            journal.hesitate();
            bob.send("PRIVMSG #lobby :on its way\r\nJOIN #lab");
            journal.awaitAppend();
            server.close();
            journal.release();
            for (TestClient client : List.of(ada, bob)) {
                for (String line = client.receive(); line != null; line = client.receive()) {
                    assertThat(line).doesNotContain("PRIVMSG", "#lab");
                }
            }
        }
    }

    /** Returns a message to a room from a user who is not connected. */
    public static Entry.Draft draft(String room, String text) {
        Party author = Party.guest("zoe", "1");
        return new Entry.Draft("PRIVMSG", Place.room(room), author, "zoe!z@host", null, room, text, Map.of(), null, 0);
    }

    public static final Journal.Listener IGNORING = new Journal.Listener() {
        @Override
        public void stored(Entry entry, boolean again) {}

        @Override
        public void refused(Problem why) {
            throw why;
        }
    };

    private static Settings settings() {
        return TestServer.settings("#lobby", 1 << 20, 60, 100);
    }

    private static TestClient registered(TestServer server, String nick) throws Exception {
        TestClient client = server.connect();
        client.register(nick);
        return client;
    }

    public static void expect(TestClient client, String end) throws Exception {
        assertThat(client.receiveLine()).endsWith(end);
    }

    public static void skipTo(TestClient client, String part) throws Exception {
        while (!client.receiveLine().contains(part)) {}
    }
}
