package io.securechat.server.command.server;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCommandsTest {
    @Test
    void helpIsGeneratedFromTheRows() throws Exception {
        Script.play("""
                ada connects
                ada> HELP
                ada< :test.server 704 ada * :All commands; HELP <command> explains one
                ada< :test.server 705 ada * :ADMIN AUTHENTICATE AWAY BATCH CAP …
                ada< :test.server 706 ada * :End of HELP
                ada> HELPOP topic
                ada< :test.server 704 ada TOPIC :TOPIC <channel> [<topic>]
                ada< :test.server 705 ada TOPIC :Shows or sets the topic of a channel.
                ada< :test.server 706 ada TOPIC :End of HELP
                ada> HELP frobnicate
                ada< :test.server 524 ada FROBNICATE :No help is available on this topic
                """);
    }

    @Test
    void messageOfTheDayIsShown() throws Exception {
        Settings settings = TestServer.settings(null, 1 << 20, 60, 100);
        try (TestServer server = new TestServer(settings, Journals.open("memory:"))) {
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
                    ada< :test.server 005 ada …
                    """);
        }
    }

    @Test
    void commandMayNameThisServerOrAUserOnIt() throws Exception {
        for (String server : List.of("", " test.server", " TEST.*", " bob")) {
            Script.play("""
                    ada connects
                    bob connects
                    ada> TIME%s
                    ada< :test.server 391 ada test.server {epoch} 0 :… 20… +…
                    ada> INFO%s
                    ada< :test.server 371 ada :securechat …
                    ada< :test.server 371 ada :…
                    ada< :test.server 371 ada :Started …
                    ada< :test.server 374 ada :End of INFO list
                    ada> ADMIN%s
                    ada< :test.server 256 ada test.server :Administrative info
                    ada< :test.server 257 ada :Test Net
                    ada< :test.server 258 ada :…
                    ada< :test.server 259 ada :olga
                    """.formatted(server, server, server));
        }
        for (String command : List.of("ADMIN", "INFO", "LUSERS *", "MOTD", "STATS u", "TIME", "VERSION")) {
            Script.play("""
                    ada connects
                    ada> %s other.server
                    ada< :test.server 402 ada other.server :No such server
                    """.formatted(command));
        }
    }

    @Test
    void serverItselfIsTheOnlyLink() throws Exception {
        Script.play("""
                ada connects
                ada> LINKS
                ada< :test.server 364 ada test.server test.server :0 Test Net
                ada< :test.server 365 ada * :End of LINKS list
                ada> LINKS other.*
                ada< :test.server 365 ada other.* :End of LINKS list
                ada> LINKS other.server *
                ada< :test.server 402 ada other.server :No such server
                """);
    }

    @Test
    void statsShowUsesUptimeAndOperators() throws Exception {
        Script.play("""
                ada connects
                ada> STATS u
                ada< :test.server 242 ada :Server up 0 days 0:0…
                ada< :test.server 219 ada u :End of STATS report
                ada> STATS o
                ada< :test.server 481 ada :…
                ada> STATS y
                ada< :test.server 219 ada y :End of STATS report
                ada> STATS
                ada< :test.server 461 ada STATS :Not enough parameters
                olga connects as olga
                olga> STATS o
                olga< :test.server 243 olga O * * olga
                olga< :test.server 219 olga o :End of STATS report
                ada> STATS m
                ada< :test.server 212 ada CAP 4
                ada< :test.server 212 ada NICK 2
                ada< :test.server 212 ada PING …
                ada< :test.server 212 ada STATS 5
                ada< :test.server 212 ada USER 2
                ada< :test.server 219 ada m :End of STATS report
                """);
    }
}
