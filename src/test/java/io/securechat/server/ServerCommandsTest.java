package io.securechat.server;

import io.securechat.history.Journal;
import org.junit.jupiter.api.Test;

class ServerCommandsTest {
    @Test
    void helpIsMadeFromTheRows() throws Exception {
        Script.play("""
                ada connects
                ada> HELP
                ada< :test.server 704 ada * :The commands; HELP and one of them tells more
                ada< :test.server 705 ada * :AUTHENTICATE AWAY BATCH CAP …
                ada< :test.server 706 ada * :End of HELP
                ada> HELP topic
                ada< :test.server 704 ada TOPIC :TOPIC <channel> [<topic>]
                ada< :test.server 705 ada TOPIC :Tells or sets what a channel is about.
                ada< :test.server 706 ada TOPIC :End of HELP
                ada> HELP frobnicate
                ada< :test.server 524 ada FROBNICATE :No help is available on this topic
                """);
    }

    @Test
    void theMessageOfTheDayIsShown() throws Exception {
        Settings settings = TestServer.settings(null, 1 << 20, 60, 100);
        try (TestServer server = new TestServer(settings, Journal.open("memory:"))) {
            server.renew(TestServer.SERVER, TestServer.TRUST, "Welcome.", "", "Be kind.");
            Script.play(server, """
                    ada connects
                    ada> MOTD
                    ada< :test.server 375 ada :- test.server Message of the day -
                    ada< :test.server 372 ada :- Welcome.
                    ada< :test.server 372 ada :-…
                    ada< :test.server 372 ada :- Be kind.
                    ada< :test.server 376 ada :End of MOTD command
                    ada> LUSERS
                    ada< … 251 ada :There are 1 users and 0 invisible on 1 server
                    ada< … 252 ada 0 :operators online
                    ada< … 253 ada 0 :connections not yet registered
                    ada< … 254 ada 0 :channels formed
                    ada< … 255 …
                    ada< … 265 …
                    ada< … 266 …
                    ada> VERSION
                    ada< :test.server 351 ada securechat-… test.server :IRC over mutual TLS
                    ada< :test.server 005 ada …
                    ada< :test.server 005 ada …
                    """);
        }
    }
}
