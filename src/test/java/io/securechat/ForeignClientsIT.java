package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other clients, as their users run them, in a chat with {@code join}. */
class ForeignClientsIT {
    @TempDir
    Path directory;

    private Program server;
    private Program bob;
    private String port;

    @BeforeEach
    void startServerAndBob() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", "0");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        Files.writeString(
                directory.resolve("client.pem"),
                Files.readString(directory.resolve("client.crt")) + Files.readString(directory.resolve("client.key")));
        bob = Program.securechat(directory, "join", "--port", port, "--name", "bob");
        bob.await("connected to");
    }

    @AfterEach
    void stopThem() {
        bob.close();
        server.close();
    }

    @Test
    void openssl() throws Exception {
        try (Program openssl = sClient("-cert", "client.pem", "-verify_return_error")) {
            openssl.type("NICK eve");
            openssl.type("USER eve 0 * :Eve");
            openssl.await(" 366 eve #lobby ");
            openssl.type("PRIVMSG #lobby :hello from openssl");
            bob.await("eve: hello from openssl");
            bob.type("hello openssl");
            openssl.await(":bob!bob@\\S+ PRIVMSG #lobby :hello openssl");
            openssl.type("QUIT");
            openssl.await("ERROR :Closing link: eve \\(Quit\\)");
        }
    }

    @Test
    void opensslWithoutACertificateIsToldWhy() throws Exception {
        try (Program openssl = sClient()) {
            openssl.awaitError("certificate required");
            server.await("refused: .*certificate");
        }
    }

    @Test
    void opensslWithTls12IsRefusedUnlessItIsAllowed() throws Exception {
        try (Program openssl = sClient("-cert", "client.pem", "-tls1_2")) {
            openssl.awaitError("protocol version");
        }
        try (Program old = Program.securechat(directory, "serve", "--port", "0", "--tls12", "--journal", "memory:")) {
            port = old.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            try (Program openssl = sClient("-cert", "client.pem", "-tls1_2")) {
                openssl.type("PING hello");
                openssl.await("PONG securechat.local :hello");
                old.await("TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_\\d+_GCM");
            }
        }
    }

    @Test
    void weechat() throws Exception {
        try (WeeChat weechat = new WeeChat("wee")) {
            weechat.inLobby("hello from weechat");
            bob.await("wee: hello from weechat");
            bob.type("hello weechat");
            weechat.await("#lobby", "bob\\thello weechat");
            weechat.inLobby("/topic tea at four");
            bob.await("wee set the topic: tea at four");
            weechat.await("#lobby", "changed topic for #lobby.* to \"tea at four\"");
            weechat.inLobby("/me waves");
            bob.await("\\* wee waves");
            weechat.inLobby("/whois bob");
            weechat.await("#lobby|server.sc", "\\[bob\\].*is a guest");
            weechat.await("#lobby|server.sc", "\\[bob\\].*End of WHOIS");
            weechat.inLobby("/names");
            weechat.await("#lobby", "Nicks #lobby: .*bob.*wee");
            weechat.inLobby("/who #lobby");
            weechat.await("server.sc", "\\[#lobby\\] bob ");
            weechat.inLobby("/list");
            weechat.await("server.sc|list_sc|#lobby", "#lobby\\((2|3)\\)|#lobby");
            weechat.inLobby("/away lunch");
            weechat.await("server.sc", "marked as being away");
            weechat.inLobby("/away");
            weechat.await("server.sc", "no longer marked");
            weechat.inLobby("/nick weewee");
            bob.await("wee is now weewee");
            weechat.inLobby("/join #lab");
            weechat.await("#lab", "weewee.* has joined #lab");
            weechat.inLobby("/quit good night");
            bob.await("weewee left the chat \\(Quit: good night\\)");
            assertThat(weechat.log("server.sc")).anyMatch(line -> line.contains("peer's certificate is trusted"));
            weechat.expectNoComplaints();
        }
    }

    @Test
    void weechatIsShownWhatWasSaidBeforeItCame() throws Exception {
        bob.type("said before");
        bob.await("bob: said before");
        stopThem();
        server = Program.securechat(directory, "serve", "--port", "0", "--replay", "5");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        bob = Program.securechat(directory, "join", "--port", port, "--name", "bob");
        bob.await("connected to");
        try (WeeChat weechat = new WeeChat("wee")) {
            weechat.await("#lobby", "bob\\tsaid before");
            weechat.expectNoComplaints();
        }
    }

    @Test
    void weechatKeepsARoom() throws Exception {
        try (WeeChat weechat = new WeeChat("wee")) {
            weechat.inLobby("/join #lab");
            weechat.await("#lab", "wee.* has joined");
            weechat.inLobby("/notify add cy");
            Program cy = Program.securechat(directory, "join", "--port", port, "--name", "cy", "--room", "#lab");
            try (cy) {
                weechat.await("#lab", "cy.* has joined");
                weechat.await("server.sc", "cy.*(has connected|is connected|has joined)");
                weechat.in("#lab", "/op cy");
                cy.await("wee made you an operator of #lab");
                weechat.in("#lab", "/deop cy");
                cy.await("wee removed you as an operator of #lab");
                weechat.in("#lab", "/voice cy");
                cy.await("wee gave you voice in #lab");
                weechat.in("#lab", "/mode +k sesame");
                cy.await("wee locked #lab with a key");
                weechat.in("#lab", "/ban eve!*@*");
                cy.await("wee banned eve from #lab");
                weechat.in("#lab", "/unban eve!*@*");
                cy.await("wee unbanned eve from #lab");
                weechat.in("#lab", "/invite bob");
                bob.await("wee invites you to #lab");
                weechat.inLobby("/away lunch");
                cy.await("wee is away: lunch");
                weechat.in("#lab", "/kick cy too loud");
                cy.await("you were removed from #lab by wee \\(too loud\\)");
                cy.type("quit");
                weechat.await("server.sc", "cy.*(has quit|is offline)");
            }
            weechat.inLobby("/whowas cy");
            weechat.await("#lobby|server.sc", "\\[cy\\].*(was|cy@)");
            weechat.expectNoComplaints();
        }
    }

    @Test
    void irssiKeepsARoom() throws Exception {
        Program.require("irssi");
        Program.require("tmux");
        Files.createDirectory(directory.resolve("irssi"));
        Files.writeString(directory.resolve("irssi/config"), irssiConfig("join #lab"));
        try (Tmux terminal = new Tmux(directory, 100, 30)) {
            terminal.run("irssi --home=" + directory.resolve("irssi"));
            bob.await("iris joined");
            terminal.type("/window goto #lab");
            terminal.await("[@iris]");
            terminal.type("/rawlog open " + directory.resolve("raw.log"));
            try (Program cy = Program.securechat(directory, "join", "--port", port, "--name", "cy", "--room", "#lab")) {
                terminal.await("cy [");
                terminal.type("/op cy");
                cy.await("iris made you an operator of #lab");
                terminal.type("/deop cy");
                cy.await("iris removed you as an operator of #lab");
                terminal.type("/topic keep it quiet");
                cy.await("iris set the topic: keep it quiet");
                terminal.type("/invite bob");
                bob.await("iris invites you to #lab");
                terminal.type("/kick cy too loud");
                cy.await("you were removed from #lab by iris \\(too loud\\)");
            }
            assertThat(Files.readAllLines(directory.resolve("raw.log")))
                    .anyMatch(line -> line.contains(" KICK "))
                    .noneMatch(line -> line.matches(">> :\\S+ (?!422|451)[45]\\d\\d .*"));
        }
    }

    /** WeeChat without a screen, controlled through its pipe. */
    private final class WeeChat implements AutoCloseable {
        private final Path home = directory.resolve("weechat");
        private final Path pipe = home.resolve("pipe");
        private final Program program;

        WeeChat(String nick) throws Exception {
            Program.require("weechat-headless");
            String tls = isWeechat4() ? "tls" : "ssl";
            List<String> command = new ArrayList<>(List.of("weechat-headless", "-d", home.toString()));
            for (String line : List.of(
                    "/set logger.file.flush_delay 0",
                    "/set irc.server_default.capabilities \"*\"",
                    "/set fifo.file.path \"" + pipe + "\"",
                    "/set weechat.network.gnutls_ca_user " + directory.resolve("server.crt"),
                    "/server add sc localhost/" + port + " -" + tls,
                    "/set irc.server.sc." + tls + "_cert " + directory.resolve("client.pem"),
                    "/set irc.server.sc.nicks " + nick,
                    "/connect sc")) {
                command.addAll(List.of("-r", line));
            }
            program = Program.start(directory, command);
            bob.await(nick + " joined");
            await("#lobby", nick + ".* has joined");
        }

        /** Types a line or a command in the lobby's buffer. */
        void inLobby(String line) throws Exception {
            in("#lobby", line);
        }

        void in(String room, String line) throws Exception {
            Files.writeString(pipe, "irc.sc." + room + " *" + line + "\n");
        }

        /** Waits for a line in one of its buffers. */
        void await(String buffers, String regex) throws Exception {
            StringBuilder tail = new StringBuilder("exec tail -n +1 -F");
            for (String buffer : buffers.split("\\|")) {
                tail.append(" '").append(file(buffer)).append("'");
            }
            try (Program lines = Program.start(directory, List.of("sh", "-c", tail.toString()))) {
                lines.await(regex);
            }
        }

        List<String> log(String buffer) throws Exception {
            return Files.exists(file(buffer)) ? Files.readAllLines(file(buffer)) : List.of();
        }

        private Path file(String buffer) {
            String name = buffer.startsWith("#")
                    ? "irc.sc." + buffer
                    : buffer.equals("core") ? "core.weechat" : "irc." + buffer;
            return home.resolve("logs/" + name + ".weechatlog");
        }

        /** Checks that neither the server nor WeeChat has reported an error. */
        void expectNoComplaints() throws Exception {
            for (String buffer : List.of("core", "server.sc", "#lobby")) {
                assertThat(log(buffer))
                        .as(buffer)
                        .noneMatch(line ->
                                line.matches("(?i).*(=!=|unknown command|not enough|command \\S+ not found).*"));
            }
        }

        @Override
        public void close() {
            program.close();
        }
    }

    @Test
    void irssi() throws Exception {
        Program.require("irssi");
        Program.require("tmux");
        Path log = directory.resolve("irssi.log");
        Files.createDirectory(directory.resolve("irssi"));
        Files.writeString(directory.resolve("irssi/config"), irssiConfig("msg #lobby hello from irssi"));
        try (Tmux terminal = new Tmux(directory, 100, 30);
                Program lines = Program.start(directory, List.of("tail", "-n", "+1", "-F", log.toString()))) {
            terminal.run("irssi --home=" + directory.resolve("irssi"));
            bob.await("iris: hello from irssi");
            terminal.type("/window goto #lobby");
            terminal.type("/rawlog open " + directory.resolve("raw.log"));
            bob.type("hello irssi");
            lines.await("< ?bob> hello irssi");
            terminal.type("/topic tea at four");
            bob.await("iris set the topic: tea at four");
            lines.await("changed the topic of #lobby to: tea at four");
            terminal.type("/me waves");
            bob.await("\\* iris waves");
            terminal.type("/names");
            terminal.await("Total of 2 nicks");
            terminal.type("/window goto 1");
            terminal.type("/whois bob");
            terminal.await("is a guest");
            terminal.await("End of WHOIS");
            terminal.type("/who #lobby");
            terminal.await("End of /WHO list");
            terminal.type("/list");
            terminal.await("End of LIST");
            terminal.type("/away lunch");
            terminal.await("You have been marked as being away");
            terminal.type("/away");
            terminal.await("You are no longer marked as being away");
            terminal.type("/nick isis");
            bob.await("iris is now isis");
            assertThat(lines.output().toString()).doesNotContain("Unknown");
            assertThat(Files.readAllLines(directory.resolve("raw.log")))
                    .anyMatch(line -> line.contains(" 318 "))
                    .noneMatch(line -> line.matches(">> :\\S+ (?!422|451)[45]\\d\\d .*"));
            terminal.type("/quit");
            bob.await("isis left the chat");
        }
    }

    /** The configuration of irssi. Its own rate limit is off, because the server has one. */
    private String irssiConfig(String command) {
        return """
                servers = ({
                  address = "localhost"; port = "%s"; chatnet = "sc"; autoconnect = "yes"; use_tls = "yes";
                  tls_cert = "%s/client.pem"; tls_cafile = "%s/server.crt"; tls_verify = "yes";
                });
                chatnets = { sc = { type = "IRC"; nick = "iris"; autosendcmd = "%s"; }; };
                settings = {
                  core = { user_name = "iris"; real_name = "Iris"; };
                  "irc/core" = { cmd_queue_speed = "10msec"; };
                  "fe-common/core" = { autolog = "yes"; autolog_path = "%s"; };
                };
                """.formatted(port, directory, directory, command, directory.resolve("irssi.log"));
    }

    private Program sClient(String... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("openssl", "s_client", "-quiet", "-connect", "localhost:" + port, "-CAfile", "server.crt"));
        command.addAll(List.of(more));
        return Program.start(directory, command);
    }

    /** The options of version 4 are named tls, those of older versions ssl. */
    private boolean isWeechat4() throws Exception {
        try (Program version = Program.start(directory, List.of("weechat-headless", "--version"))) {
            return Integer.parseInt(version.await("^(\\d+)\\.")) >= 4;
        }
    }
}
