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

/** Clients that we have not written, as their users run them, in a chat with {@code join}. */
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
        Program.require("weechat-headless");
        Path home = directory.resolve("weechat");
        Path log = home.resolve("logs/irc.sc.#lobby.weechatlog");
        String tls = isWeechat4() ? "tls" : "ssl";
        List<String> command = List.of(
                "weechat-headless",
                "-d",
                home.toString(),
                "-r",
                "/set logger.file.flush_delay 0",
                "-r",
                "/set weechat.network.gnutls_ca_user " + directory.resolve("server.crt"),
                "-r",
                "/server add sc localhost/" + port + " -" + tls,
                "-r",
                "/set irc.server.sc." + tls + "_cert " + directory.resolve("client.pem"),
                "-r",
                "/set irc.server.sc.nicks wee",
                "-r",
                "/set irc.server.sc.command \"/msg #lobby hello from weechat\"",
                "-r",
                "/connect sc");
        try (Program weechat = Program.start(directory, command);
                Program lobby = Program.start(directory, List.of("tail", "-n", "+1", "-F", log.toString()))) {
            bob.await("wee: hello from weechat");
            bob.type("hello weechat");
            lobby.await("bob\\thello weechat");
            String core = Files.readString(home.resolve("logs/irc.server.sc.weechatlog"));
            assertThat(core).contains("peer's certificate is trusted").doesNotContain("=!=");
            weechat.terminate();
            bob.await("wee left the chat");
        }
    }

    @Test
    void irssi() throws Exception {
        Program.require("irssi");
        Program.require("tmux");
        Path log = directory.resolve("irssi.log");
        Files.createDirectory(directory.resolve("irssi"));
        Files.writeString(directory.resolve("irssi/config"), """
                servers = ({
                  address = "localhost"; port = "%s"; chatnet = "sc"; autoconnect = "yes"; use_tls = "yes";
                  tls_cert = "%s/client.pem"; tls_cafile = "%s/server.crt"; tls_verify = "yes";
                });
                chatnets = { sc = { type = "IRC"; nick = "iris"; autosendcmd = "msg #lobby hello from irssi"; }; };
                settings = {
                  core = { user_name = "iris"; real_name = "Iris"; };
                  "fe-common/core" = { autolog = "yes"; autolog_path = "%s"; };
                };
                """.formatted(port, directory, directory, log));
        try (Tmux terminal = new Tmux(directory, 100, 30);
                Program lines = Program.start(directory, List.of("tail", "-n", "+1", "-F", log.toString()))) {
            terminal.run("irssi --home=" + directory.resolve("irssi"));
            bob.await("iris: hello from irssi");
            bob.type("hello irssi");
            lines.await("< ?bob> hello irssi");
            assertThat(lines.output().toString()).doesNotContain("Unknown");
            terminal.type("/quit");
            bob.await("iris left the chat");
        }
    }

    private Program sClient(String... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("openssl", "s_client", "-quiet", "-connect", "localhost:" + port, "-CAfile", "server.crt"));
        command.addAll(List.of(more));
        return Program.start(directory, command);
    }

    /** Version 4 calls its options tls where older ones say ssl. */
    private boolean isWeechat4() throws Exception {
        try (Program version = Program.start(directory, List.of("weechat-headless", "--version"))) {
            return Integer.parseInt(version.await("^(\\d+)\\.")) >= 4;
        }
    }
}
