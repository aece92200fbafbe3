package io.securechat.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.session.SessionTest;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Becoming an operator, and the commands for operators only. Olga is one. */
class OperatorCommandsTest {
    @Test
    void certificateMakesAnOperatorAtRegistration() throws Exception {
        Script.play("""
                olga connects as olga
                olga> MODE olga
                olga< :test.server 221 olga +o
                olga> MODE olga -o
                olga< :olga!olga@… MODE olga -o
                olga> WALLOPS :hello
                olga< :test.server 481 olga :Permission denied: you are not an IRC operator
                olga> OPER Olga
                olga< :olga!olga@… MODE olga +o
                olga< :test.server 381 olga :You are now an IRC operator
                olga> LUSERS
                olga< … 251 …
                olga< :test.server 252 olga 1 :operators online
                olga< … 253 …
                olga< … 254 …
                olga< … 255 …
                olga< … 265 …
                olga< … 266 …
                """);
    }

    @Test
    void newOperatorIsInformed() throws Exception {
        try (TestServer server = new TestServer();
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            olga.send("NICK olga");
            olga.send("USER olga 0 * :Olga");
            String line = olga.receiveLine();
            while (!line.contains(" MODE ")) {
                line = olga.receiveLine();
            }
            assertThat(line).matches(":olga!olga@\\S+ MODE olga \\+o");
            assertThat(olga.receiveLine()).isEqualTo(":test.server 381 olga :You are now an IRC operator");
        }
    }

    @Test
    void whoIsNoOperatorAnyMoreLosesTheMode() throws Exception {
        try (TestServer server = new TestServer();
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"));
                TestClient bob = server.connect(TestCertificates.client(TestServer.CA, "bob"))) {
            register(olga, "olga");
            awaitLine(olga, ":olga!olga@.* MODE olga \\+o");
            register(bob, "bob");
            server.appoint("olga", "bob");
            bob.send("OPER bob");
            awaitLine(bob, ":bob!bob@.* MODE bob \\+o");
            server.appoint("bob");
            awaitLine(olga, ":olga!olga@.* MODE olga -o");
            olga.send("REHASH");
            awaitLine(olga, ".* 481 olga .*");
            bob.send("REHASH");
            awaitLine(bob, ".* 382 bob .*");
        }
    }

    private static void awaitLine(TestClient client, String pattern) throws Exception {
        String line = client.receiveLine();
        while (!line.matches(pattern)) {
            line = client.receiveLine();
        }
    }

    private static void register(TestClient client, String nick) throws Exception {
        client.send("NICK " + nick);
        client.send("USER " + nick + " 0 * :" + nick);
    }

    @Test
    void othersDoNotBecomeOperators() throws Exception {
        Script.play("""
                ada connects
                bob connects as bob
                ada> OPER olga secret
                ada< :test.server 491 ada :You are not one of this server's operators
                bob> OPER olga
                bob< :test.server 491 bob :You are not one of this server's operators
                bob> OPER bob
                bob< :test.server 491 bob :You are not one of this server's operators
                bob> OPER
                bob< :test.server 461 bob OPER :Not enough parameters
                """);
    }

    @Test
    void sameNameFromAnotherCaIsNotAnOperator() throws Exception {
        Script.play("""
                eve connects as olga by another
                eve> MODE olga
                eve< :test.server 221 olga +
                eve> OPER olga
                eve< :test.server 491 olga :You are not one of this server's operators
                """);
    }

    @Test
    void otherNickDoesNotHideTheCertificateName() throws Exception {
        Settings settings = new TestSettings().names(NamePolicy.FREE).build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"))) {
            Script.play(server, """
                    boss connects as olga
                    boss> NICK boss
                    boss< …
                    ada connects
                    ada> NICK olga
                    ada< …
                    boss< …
                    ada> OPER olga
                    ada< :test.server 491 olga :You are not one of this server's operators
                    boss> OPER olga
                    boss< :boss!boss@… MODE boss +o
                    boss< :test.server 381 boss :You are now an IRC operator
                    """);
        }
    }

    @Test
    void withAPasswordTheCertificateDoesNotSuffice() throws Exception {
        Settings settings = new TestSettings().operPassword("open sesame").build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"))) {
            Script.play(server, """
                    ada connects
                    olga connects as olga
                    olga> MODE olga
                    olga< :test.server 221 olga +
                    olga> OPER olga
                    olga< :test.server 461 olga OPER :Not enough parameters
                    ada> OPER olga wrong
                    ada< :test.server 464 ada :Password incorrect
                    ada> OPER ada :open sesame
                    ada< :test.server 491 ada :You are not one of this server's operators
                    ada> OPER olga :open sesame
                    ada< :ada!ada@… MODE ada +o
                    ada< :test.server 381 ada :You are now an IRC operator
                    ada> OPER olga :open sesame
                    ada< :test.server 381 ada :You are now an IRC operator
                    """);
        }
    }

    @Test
    void severalWrongPasswordsEndTheConnection() throws Exception {
        Settings settings = new TestSettings().operPassword("open sesame").build();
        try (TestServer server = new TestServer(settings, Journals.open("memory:"))) {
            for (int guess = 0; guess <= OperGuard.GUESSES; guess += OperGuard.GUESSES) {
                try (TestClient mallory = server.connect(TestCertificates.client(TestServer.CA, "mallory"))) {
                    mallory.register("mallory");
                    mallory.send("OPER olga guess\r\n".repeat(OperGuard.GUESSES + 1) + "OPER olga :open sesame");
                    for (int i = guess; i < OperGuard.GUESSES; i++) {
                        SessionTest.skipTo(mallory, " 464 mallory ");
                    }
                    SessionTest.skipTo(mallory, "ERROR :Closing link: mallory (Too many wrong passwords for OPER)");
                }
            }
            try (TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
                ada.register("ada");
                ada.send("OPER olga :open sesame");
                SessionTest.skipTo(ada, " 381 ada ");
            }
        }
    }

    @Test
    void killReasonIsSentToTheVictimAndToOthers() throws Exception {
        Script.play("""
                olga connects as olga
                bob connects
                laptop connects as alice
                phone connects as alice
                bob> KILL alice :spam
                bob< :test.server 481 bob :Permission denied: you are not an IRC operator
                olga> KILL nobody,Alice,test.server :too loud
                laptop< :olga!olga@… KILL alice :too loud
                laptop< ERROR :Closing link: alice (Killed (olga (too loud)))
                laptop<
                phone< :olga!olga@… KILL alice :too loud
                phone< ERROR :Closing link: alice (Killed (olga (too loud)))
                phone<
                olga< :alice!laptop@… QUIT :Killed (olga (too loud))
                olga< :test.server 401 olga nobody :No such nick or channel
                olga< :test.server 483 olga :You cannot kill a server
                bob< :alice!laptop@… QUIT :Killed (olga (too loud))
                olga> KILL bob
                bob< :olga!olga@… KILL bob :olga
                bob< ERROR :Closing link: bob (Killed (olga (olga)))
                bob<
                olga< :bob!bob@… QUIT :Killed (olga (olga))
                olga> KILL a,b,c,d,e
                olga< :test.server 407 olga a,b,c,d,e :Too many targets
                """);
    }

    @Test
    void wallopsReachesUsersWithTheMode() throws Exception {
        Script.play("""
                olga connects as olga
                ada connects
                bob connects
                bob> MODE bob +w
                bob< …
                ada> WALLOPS :hello
                ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                olga> WALLOPS :hello all
                olga< :olga!olga@… WALLOPS :hello all
                bob< :olga!olga@… WALLOPS :hello all
                olga> WALLOPS
                olga< :test.server 461 olga WALLOPS :Not enough parameters
                """);
    }

    @Test
    void rehashIsForOperators() throws Exception {
        AtomicInteger rehashed = new AtomicInteger();
        try (TestServer server = new TestServer()) {
            server.onRehash(rehashed::incrementAndGet);
            Script.play(server, """
                    olga connects as olga
                    ada connects
                    ada> REHASH
                    ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                    olga> REHASH
                    olga< :test.server 382 olga test.server :Rehashing
                    """);
        }
        assertThat(rehashed).hasValue(1);
    }

    @Test
    void serverNoticesReportEventsToOperators() throws Exception {
        Script.play("""
                olga connects as olga
                olga> MODE olga +s
                olga< :olga!olga@… MODE olga +s
                bob connects
                olga< :test.server NOTICE olga :*** bob!bob@….cert (CN=securechat client) connected
                bob> NICK rob
                bob< …
                olga< :bob!bob@… NICK rob
                olga< :test.server NOTICE olga :*** bob is now rob
                olga> KILL rob :spam
                olga< :test.server NOTICE olga :*** olga kills rob!bob@….cert: spam
                olga< :test.server NOTICE olga :*** rob!bob@….cert disconnected: Killed (olga (spam))
                olga< :rob!bob@… QUIT :Killed (olga (spam))
                bob< … KILL …
                bob< ERROR …
                bob<
                olga> OPER olga
                olga< :test.server NOTICE olga :*** olga!olga@….cert is now an operator, as olga
                olga< :test.server 381 olga :You are now an IRC operator
                olga> MODE olga -o
                olga< :olga!olga@… MODE olga -os
                olga> OPER ada
                olga< :test.server 491 olga :You are not one of this server's operators
                """);
    }
}
