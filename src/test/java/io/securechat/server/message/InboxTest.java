package io.securechat.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.HesitantJournal;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.session.SessionTest;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Private messages to people who are not here: told on return, each once. */
class InboxTest {
    private static final Identity ALICE = TestCertificates.client(TestServer.CA, "alice");

    private static final String GREETING = """
            alice is greeted
            alice< … JOIN …
            alice< … 353 …
            alice< … 366 …
            """;

    @Test
    void anAccountGetsOnItsReturnWhatItHasMissed() throws Exception {
        Script.play("""
                alice connects as alice
                alice> QUIT
                alice< …
                alice<
                ada connects with echo-message message-tags
                bob connects
                ada> PRIVMSG Alice :one
                ada< @msgid={one} :ada!ada@… PRIVMSG alice :one
                ada< :test.server 301 ada alice :not connected, gets this on return
                bob> NOTICE alice :two
                ada> PRIVMSG alice :three
                ada< …
                ada< … 301 …
                alice opens as alice
                alice> CAP REQ :batch server-time message-tags
                alice< …
                alice> NICK alice
                alice> USER alice 0 * :Alice
                alice> CAP END
                """ + GREETING + """
                alice< :test.server BATCH +1 chathistory ada
                alice< @batch=1;time=20…Z;msgid={one} :ada!ada@… PRIVMSG alice :one
                alice< @batch=1;time=20…Z;msgid=… :ada!ada@… PRIVMSG alice :three
                alice< :test.server BATCH -1
                alice< :test.server BATCH +2 chathistory bob
                alice< @batch=2;time=20…Z;msgid=… :bob!bob@… NOTICE alice :two
                alice< :test.server BATCH -2
                ada< … JOIN …
                bob< … JOIN …
                alice> QUIT
                alice< …
                alice<
                ada< … QUIT …
                bob< … QUIT …
                alice opens as alice
                alice> NICK alice
                alice> USER alice 0 * :Alice
                """ + GREETING + """
                ada< … JOIN …
                bob< … JOIN …
                """);
    }

    @Test
    void anOldClientSeesTheTimeBeforeTheText() throws Exception {
        Script.play("""
                alice connects as alice
                alice> QUIT
                alice< …
                alice<
                ada connects
                ada> PRIVMSG alice :hello
                ada< … 301 …
                ada> PRIVMSG alice :\u0001ACTION waves\u0001
                ada< … 301 …
                ada> PRIVMSG alice :%s
                ada< … 301 …
                alice opens as alice
                alice> NICK alice
                alice> USER alice 0 * :Alice
                """.formatted("x".repeat(460)) + GREETING + """
                alice< :ada!ada@… PRIVMSG alice :[20… UTC] hello
                alice< :ada!ada@… PRIVMSG alice :\u0001ACTION [20… UTC] waves\u0001
                alice< :ada!ada@… PRIVMSG alice :[20… UTC]\s
                alice< :ada!ada@… PRIVMSG alice :%s
                ada< … JOIN …
                """.formatted("x".repeat(460)));
    }

    @Test
    void aClientThatCanAskGetsOnlyWhatItCannotAskFor() throws Exception {
        Script.play("""
                alice connects as alice
                alice> QUIT
                alice< …
                alice<
                ada connects
                gone connects
                ada> PRIVMSG alice :ask me
                ada< … 301 …
                gone> PRIVMSG alice :goodbye
                gone< … 301 …
                gone> QUIT
                gone< …
                gone<
                ada< … QUIT …
                alice opens as alice
                alice> CAP REQ :draft/chathistory batch
                alice< …
                alice> NICK alice
                alice> USER alice 0 * :Alice
                alice> CAP END
                """ + GREETING + """
                alice< … BATCH +1 chathistory gone
                alice< @batch=1 :gone!gone@… PRIVMSG alice :[20… UTC] goodbye
                alice< … BATCH -1
                ada< … JOIN …
                alice> CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 5
                alice< … BATCH +2 …
                alice< @batch=2 :test.server CHATHISTORY TARGETS ada 20…
                alice< … BATCH -2
                alice> QUIT
                alice< …
                alice<
                ada< … QUIT …
                alice opens as alice
                alice> NICK alice
                alice> USER alice 0 * :Alice
                """ + GREETING + """
                alice< :ada!ada@… PRIVMSG alice :[20… UTC] ask me
                ada< … JOIN …
                """);
    }

    @Test
    void manyMessagesComeInPagesAndInOrder() throws Exception {
        Journal journal = Journals.open("memory:");
        try (TestServer server = new TestServer(settings(), journal);
                TestClient bob = server.connect()) {
            try (TestClient alice = server.connect(ALICE)) {
                alice.register("alice");
                leave(alice);
            }
            bob.register("bob");
            for (int i = 0; i < 450; i++) {
                bob.send("NOTICE alice :message " + i);
            }
            ping(bob);
            try (TestClient alice = server.connect(ALICE)) {
                alice.register("alice");
                for (int i = 0; i < 450; i++) {
                    SessionTest.expect(alice, " UTC] message " + i);
                }
                ping(alice);
                leave(alice);
            }
            assertThat(undelivered(journal)).isEmpty();
        }
    }

    @Test
    void aMessageOnItsWayWhenItsReceiverLeavesWaitsForTheReturn() throws Exception {
        HesitantJournal journal = new HesitantJournal();
        try (TestServer server = new TestServer(settings(), journal);
                TestClient bob = server.connect()) {
            bob.register("bob");
            try (TestClient alice = server.connect(ALICE)) {
                alice.register("alice");
                SessionTest.expect(bob, "JOIN #lobby");
                journal.hesitate();
                bob.send("PRIVMSG alice :on its way");
                journal.awaitAppend();
                leave(alice);
            }
            SessionTest.expect(bob, "QUIT :Quit");
            journal.release();
            SessionTest.expect(bob, "301 bob alice :not connected, gets this on return");
            try (TestClient alice = server.connect(ALICE)) {
                alice.register("alice");
                SessionTest.expect(alice, " UTC] on its way");
                ping(alice);
            }
        }
    }

    @Test
    void aMessageOnItsWayWhenItsReceiverArrivesComesOnceAndBehindWhatWasMissed() throws Exception {
        HesitantJournal journal = new HesitantJournal();
        try (TestServer server = new TestServer(settings(), journal);
                TestClient bob = server.connect()) {
            bob.register("bob");
            try (TestClient alice = server.connect(ALICE)) {
                alice.register("alice");
                leave(alice);
            }
            SessionTest.expect(bob, "JOIN #lobby");
            SessionTest.expect(bob, "QUIT :Quit");
            bob.send("PRIVMSG alice :missed");
            SessionTest.expect(bob, "301 bob alice :not connected, gets this on return");
            journal.hesitate();
            bob.send("PRIVMSG alice :on its way");
            journal.awaitAppend();
            try (TestClient alice = server.connect(ALICE);
                    TestClient phone = server.connect(ALICE)) {
                alice.register("alice");
                SessionTest.expect(alice, " UTC] missed");
                ping(alice);
                phone.register("alice");
                ping(phone);
                journal.release();
                SessionTest.expect(alice, "PRIVMSG alice :on its way");
                SessionTest.expect(phone, "PRIVMSG alice :on its way");
                ping(alice);
                ping(phone);
                leave(alice);
                leave(phone);
            }
            assertThat(undelivered(journal)).isEmpty();
        }
    }

    @Test
    void aMessageToARoomThatIsMadeAnewMeanwhileIsHeardThere() throws Exception {
        HesitantJournal journal = new HesitantJournal();
        try (TestServer server = new TestServer(TestServer.settings(null, 1 << 20, 60, 100), journal);
                TestClient alice = server.connect(ALICE);
                TestClient phone = server.connect(ALICE);
                TestClient bob = server.connect()) {
            alice.send("CAP REQ echo-message\r\nNICK alice\r\nUSER alice 0 * :Alice\r\nCAP END\r\nJOIN #lab");
            SessionTest.skipTo(alice, " 366 ");
            phone.send("NICK alice\r\nUSER alice 0 * :Alice");
            SessionTest.skipTo(phone, " 366 ");
            bob.send("NICK bob\r\nUSER bob 0 * :Bob");
            SessionTest.skipTo(bob, " 422 ");
            journal.hesitate();
            alice.send("PRIVMSG #lab :anybody?");
            journal.awaitAppend();
            phone.send("PART #lab");
            SessionTest.expect(phone, "PART #lab");
            bob.send("JOIN #lab");
            SessionTest.skipTo(bob, " 366 ");
            journal.release();
            SessionTest.expect(bob, "PRIVMSG #lab :anybody?");
            SessionTest.expect(alice, "PART #lab");
            SessionTest.expect(alice, "PRIVMSG #lab :anybody?");
            ping(phone);
        }
    }

    @Test
    void nothingIsKeptForGuestsNorWhereNamesAreFree() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.FREE, 0)) {
            Script.play(server, """
                    alice connects as alice
                    alice> AUTHENTICATE EXTERNAL
                    alice< …
                    alice> AUTHENTICATE +
                    alice< … 900 …
                    alice< … 903 …
                    alice> QUIT
                    alice< …
                    alice<
                    ada connects
                    ada> PRIVMSG alice :hello
                    ada< :test.server 401 ada alice :No such nick or channel
                    alice connects
                    """);
        }
        Script.play("""
                ada connects
                bob connects
                bob> QUIT
                bob< …
                bob<
                ada< … QUIT …
                ada> PRIVMSG bob :hello
                ada< :test.server 401 ada bob :No such nick or channel
                """);
    }

    @Test
    void whoWasHereBeforeTheServerWasStartedIsKnownAndItsNameClosed() throws Exception {
        try (Journal journal = Journals.open("memory:")) {
            for (int start = 0; start < 2; start++) {
                try (TestServer server = new TestServer(settings(), journal)) {
                    Script.play(server, start == 0 ? "alice connects as alice\n" : """
                            ada connects
                            ada> NICK Alice
                            ada< :test.server 433 ada Alice :Nickname is already in use
                            ada> PRIVMSG ALICE :hello
                            ada< :test.server 301 ada alice :not connected, gets this on return
                            """);
                }
            }
        }
    }

    private static Settings settings() {
        return TestServer.settings("#lobby", 1 << 20, 60, 100);
    }

    private static List<Entry> undelivered(Journal journal) {
        return journal.undelivered(journal.accounts().get(0), -1, 10, false).join();
    }

    private static void leave(TestClient client) throws Exception {
        client.send("QUIT");
        while (client.receive() != null) {}
    }

    private static void ping(TestClient client) throws Exception {
        int acknowledged;
        do {
            acknowledged = client.acknowledged();
            client.send("PING x");
            SessionTest.expect(client, "PONG test.server :x");
        } while (client.acknowledged() != acknowledged);
    }
}
