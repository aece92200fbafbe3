package io.securechat.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.session.SessionTest;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import org.junit.jupiter.api.Test;

class ConnectionCommandsTest {
    @Test
    void deadGuestLosesTheNickToTheSameCertificate() throws Exception {
        Settings settings = new TestSettings().pingSeconds(10).build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient dead = server.connect();
                TestClient again = server.connect()) {
            dead.register("ada"); // and then neither reads nor answers
            again.send("NICK ada");
            assertThat(again.receiveLine()).isEqualTo(":test.server 433 * ada :Nickname is already in use");
            again.register("ada_");
            again.send("MONITOR + ada");
            assertThat(again.receiveLine()).contains(" 730 ");
            assertThat(again.receiveLine()).isEqualTo(":test.server 731 ada_ :ada");
            again.send("NICK ada");
            assertThat(again.receiveLine()).contains(" QUIT :Ping timeout: 1 seconds");
            assertThat(again.receiveLine()).contains(" 730 ada :ada!");
            assertThat(again.receiveLine()).endsWith(" NICK ada");
        }
    }

    @Test
    void liveGuestKeepsTheNick() throws Exception {
        Settings settings = new TestSettings().pingSeconds(30).build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient ada = server.connect();
                TestClient eve = server.connect()) {
            ada.register("ada");
            eve.send("NICK ada");
            assertThat(eve.receiveLine()).contains(" 433 ");
            assertThat(ada.receiveLine()).isEqualTo("PING test.server");
            ada.send("PONG test.server");
            eve.send("NICK ada");
            assertThat(eve.receiveLine()).contains(" 433 ");
            assertThat(ada.receiveLine())
                    .isEqualTo("PING test.server"); // the first check is over, and no connection was closed
            ada.send("PONG test.server");
            ada.send("PING still-here");
            assertThat(ada.receiveLine()).endsWith("PONG test.server :still-here");
        }
    }

    @Test
    void anotherCertificateCannotCauseAPingOfAGuest() throws Exception {
        Settings settings =
                new TestSettings().names(NamePolicy.FREE).pingSeconds(30).build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient ada = server.connect();
                TestClient bob = server.connect();
                TestClient again = server.connect();
                TestClient eve = server.connect(TestCertificates.client(TestServer.CA, "eve"))) {
            ada.register("ada");
            bob.register("bob");
            eve.register("eve");
            eve.send("NICK ada");
            assertThat(eve.receiveLine()).contains(" 433 ");
            again.send("NICK bob");
            assertThat(again.receiveLine()).contains(" 433 ");
            SessionTest.expect(bob, "JOIN #lobby");
            assertThat(bob.receiveLine()).isEqualTo("PING test.server"); // ada would have got hers before
            ada.send("PING x");
            SessionTest.expect(ada, "JOIN #lobby");
            SessionTest.expect(ada, "JOIN #lobby");
            SessionTest.expect(ada, " PONG test.server :x");
        }
    }

    @Test
    void clientIsGreetedAfterNickAndUser() throws Exception {
        Script.play("""
                ada opens
                ada> NICK ada
                ada> USER a!d@a 0 * :Ada Lovelace
                ada< :test.server 001 ada :Welcome to Test Net, ada!ada@….cert
                ada< :test.server 002 ada :Your host is test.server, running securechat-…
                ada< :test.server 003 ada :This server was started 20…
                ada< :test.server 004 ada test.server securechat-… Biosw beIklCimnstov
                ada< :test.server 005 ada NETWORK=Test\\x20Net CASEMAPPING=ascii UTF8ONLY … :are supported by this server
                ada< :test.server 005 ada …
                ada< … 005 …
                ada< :test.server 251 ada :There are 1 users and 0 invisible on 1 server
                ada< :test.server 252 ada 0 :operators online
                ada< :test.server 253 ada 0 :connections not yet registered
                ada< :test.server 254 ada 1 :channels formed
                ada< :test.server 255 ada :I have 1 clients and 0 servers
                ada< :test.server 265 ada 1 1 :Current local users 1, max 1
                ada< :test.server 266 ada 1 1 :Current global users 1, max 1
                ada< :test.server 422 ada :MOTD file is missing
                ada< :ada!ada@….cert JOIN #lobby
                ada< :test.server 353 ada = #lobby :ada
                ada< :test.server 366 ada #lobby :End of NAMES list
                """);
    }

    @Test
    void registrationWaitsForTheEndOfCapabilityNegotiation() throws Exception {
        Script.play("""
                ada opens
                ada> CAP LS 302
                ada< :test.server CAP * LS * :account-notify account-tag … sasl=EXTERNAL …
                ada< :test.server CAP * LS :… draft/read-marker securechat.io/nonce soju.im/search
                ada> NICK ada
                ada> USER ada 0 * :Ada
                ada> CAP REQ :server-time no-such-thing
                ada< :test.server CAP ada NAK :server-time no-such-thing
                ada> CAP LIST
                ada< :test.server CAP ada LIST cap-notify
                ada> CAP REQ :server-time echo-message
                ada< :test.server CAP ada ACK :server-time echo-message
                ada> CAP REQ -server-time
                ada< :test.server CAP ada ACK -server-time
                ada> CAP LIST
                ada< :test.server CAP ada LIST :cap-notify echo-message
                ada> CAP FROBNICATE
                ada< :test.server 410 ada FROBNICATE :Invalid CAP command
                ada> JOIN #lab
                ada< :test.server 451 ada :You have not registered
                ada> QUIT
                ada< ERROR :Closing link: ada (Quit)
                ada<
                """);
    }

    @Test
    void clientWithoutVersion302GetsOneLineWithoutValues() throws Exception {
        Script.play("""
                ada opens
                ada> CAP LS
                ada< :test.server CAP * LS :account-notify account-tag … sasl server-time …
                ada> CAP REQ cap-notify
                ada< :test.server CAP * ACK cap-notify
                ada> CAP REQ -cap-notify
                ada< :test.server CAP * ACK -cap-notify
                ada> CAP LIST
                ada< :test.server CAP * LIST :
                """);
    }

    @Test
    void capNotifyIsPartOfVersion302() throws Exception {
        Script.play("""
                ada opens
                ada> CAP LS 307
                ada< :test.server CAP * LS * :…
                ada< :test.server CAP * LS :…
                ada> CAP LS
                ada< :test.server CAP * LS :…
                ada> CAP REQ :cap-notify batch
                ada< :test.server CAP * ACK :cap-notify batch
                ada> CAP REQ :-batch -cap-notify
                ada< :test.server CAP * NAK :-batch -cap-notify
                ada> CAP LIST
                ada< :test.server CAP * LIST :batch cap-notify
                """);
    }

    @Test
    void longRequestIsAcknowledgedInSeveralLines() throws Exception {
        String request = "batch ".repeat(83).trim();
        Script.play("""
                ada opens
                ada> CAP REQ :%s
                ada< :test.server CAP * ACK :batch batch …
                ada< :test.server CAP * ACK :batch…
                ada> CAP LIST
                ada< :test.server CAP * LIST batch
                """.formatted(request));
    }

    @Test
    void usernameAndRealNameAreRequired() throws Exception {
        Script.play("""
                ada opens
                ada> USER :
                ada< :test.server 461 * USER :Not enough parameters
                ada> USER ada 0 * :
                ada< :test.server 461 * USER :Not enough parameters
                ada> USER : 0 * :Ada
                ada< :test.server 461 * USER :Not enough parameters
                ada> USER ада 0 * :Ada of the North
                ada> USER ada 0 * :Ada
                ada< :test.server 462 * :You may not reregister
                ada> NICK *
                ada< :test.server 432 * * :Erroneous nickname
                ada> QUIT :%s
                ada< ERROR :Closing link: * (Quit: bye…
                ada<
                """.formatted("bye".repeat(160)));
    }

    @Test
    void longCapabilityListTakesSeveralLines() throws Exception {
        String name = "s".repeat(63);
        String nick = "\ud800\udf30".repeat(32);
        Settings settings = new TestSettings().name(name).lobby(null).build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"));
                TestClient client = server.connect()) {
            client.send("NICK " + nick + "\r\nCAP LS 302");
            String more = ":" + name + " CAP " + nick + " LS * :";
            String line = client.receiveLine();
            assertThat(line).startsWith(more + "account-notify ");
            while (line.startsWith(more)) {
                assertThat(Utf8.length(line)).isBetween(400, Message.MAX_BODY - 2);
                line = client.receiveLine();
            }
            assertThat(line).startsWith(":" + name + " CAP " + nick + " LS :").endsWith(" soju.im/search");
        }
    }

    @Test
    void nicksAreUniqueRegardlessOfCase() throws Exception {
        Script.play("""
                ada connects
                bob opens
                bob> NICK ADA
                bob< :test.server 433 * ADA :Nickname is already in use
                bob> NICK
                bob< :test.server 431 * :No nickname given
                bob> NICK 1bob
                bob< :test.server 432 * 1bob :Erroneous nickname
                bob> NICK :bob smith
                bob< :test.server 432 * * :Erroneous nickname
                bob> NICK #bob
                bob< :test.server 432 * #bob :Erroneous nickname
                """);
    }

    @Test
    void firstClientToRegisterGetsTheNick() throws Exception {
        Script.play("""
                ada opens
                bob opens
                ada> NICK both
                bob> NICK both
                ada> USER a 0 * :A
                ada is greeted as both
                ada< … JOIN #lobby
                ada< … 353 …
                ada< … 366 …
                bob> USER b 0 * :B
                bob< :test.server 433 * both :Nickname is already in use
                """);
    }

    @Test
    void nickChangeIsSentOnceToAllWhoShareARoom() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #lab
                ada< :ada!ada@… JOIN #lab
                ada< … 353 ada = #lab :@ada
                ada< … 366 …
                bob> JOIN #lab
                bob< :bob!bob@… JOIN #lab
                bob< … 353 bob = #lab :@ada bob
                bob< … 366 …
                ada< :bob!bob@… JOIN #lab
                ada> NICK Ada
                ada< :ada!ada@… NICK Ada
                bob< :ada!ada@… NICK Ada
                ada> NICK bob
                ada< :test.server 433 Ada bob :Nickname is already in use
                ada> NICK Ada
                """);
    }

    @Test
    void quitReasonIsSentToTheClientAndToOthers() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> QUIT :tea time
                ada< ERROR :Closing link: ada (Quit: tea time)
                ada<
                bob< :ada!ada@… QUIT :Quit: tea time
                """);
    }

    @Test
    void longReasonIsCut() throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = server.connect();
                TestClient bob = server.connect()) {
            ada.register("ada");
            bob.register("bob");
            ada.receiveLine();
            bob.send("QUIT :" + "x".repeat(500));
            assertThat(bob.receiveLine())
                    .startsWith("ERROR :Closing link: bob (Quit: xxx")
                    .hasSize(510);
            assertThat(ada.receiveLine())
                    .startsWith(":bob!bob@")
                    .contains(" QUIT :Quit: xxx")
                    .hasSize(510);
        }
    }

    @Test
    void lostConnectionIsAQuit() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada drops
                bob< :ada!ada@… QUIT :Connection …
                """);
    }

    @Test
    void wrongUseIsAnsweredByItsNumeric() throws Exception {
        Script.play("""
                ada connects
                ada> FROBNICATE
                ada< :test.server 421 ada FROBNICATE :Unknown command
                ada> join
                ada< :test.server 461 ada JOIN :Not enough parameters
                ada> USER ada 0 * :Ada
                ada< :test.server 462 ada :You may not reregister
                ada> PING
                ada< :test.server 461 ada PING :Not enough parameters
                ada> PING :
                ada< :test.server 409 ada :No origin specified
                ada> PONG whatever
                ada> ERROR :whatever
                ada> PASS secret
                ada< :test.server 462 ada :You may not reregister
                ada> PING :""" + "x".repeat(500) + "\n" + """
                ada< :test.server PONG test.server :xxx…
                """);
    }

    @Test
    void invalidLinesAreRefusedAndTheConnectionStays() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> PRIVMSG #lobby :%s
                ada< :test.server 417 ada :Input line was too long
                ada> @+a=%s PRIVMSG #lobby :hello
                ada< :test.server 417 ada :Input line was too long
                ada> PRIVMSG #lobby :nul\0
                ada< :test.server FAIL * INVALID_CHARACTER :A line must not contain NUL or CR
                ada> :source-only
                ada< :test.server FAIL * INVALID_MESSAGE :The line has no command
                """.formatted("x".repeat(600), "x".repeat(5000)));
    }
}
