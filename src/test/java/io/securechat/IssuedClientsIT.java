package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings printed by {@code gencert user --for}, typed into those clients. */
class IssuedClientsIT {
    @TempDir
    Path temporary;

    private Path directory;
    private Program server;
    private Program bob;
    private String port;

    @BeforeEach
    void startServerAndBob() throws Exception {
        directory = Files.createDirectory(temporary.resolve("my certificates"));
        gencert("ca");
        gencert("server");
        gencert("user", "bob");
        server = Program.securechat(directory, "serve", "--port", "0");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        bob = Program.securechat(
                directory, "join", "--port", port, "--cert", "bob.crt", "--key", "bob.key", "--trust", "ca.crt");
        bob.await("connected to");
    }

    @AfterEach
    void stopThem() {
        bob.close();
        server.close();
    }

    @Test
    void weechat() throws Exception {
        Program.require("weechat-headless");
        Path home = directory.resolve("weechat");
        List<String> command = new ArrayList<>(
                List.of("weechat-headless", "-d", home.toString(), "-r", "/set logger.file.flush_delay 0"));
        for (String line : instructions("wee", "weechat", isWeechat4() ? "in WeeChat 4 or newer:" : "in WeeChat 3:")) {
            if (line.startsWith("/connect")) {
                command.addAll(List.of("-r", "/set irc.server.securechat.command \"/msg #lobby hello from weechat\""));
            }
            command.addAll(List.of("-r", line));
        }
        Path log = home.resolve("logs/irc.securechat.#lobby.weechatlog");
        try (Program weechat = Program.start(directory, command);
                Program lobby = Program.start(directory, List.of("tail", "-n", "+1", "-F", log.toString()))) {
            bob.await("wee✓: hello from weechat");
            bob.type("hello weechat");
            lobby.await("bob\\thello weechat");
            assertThat(Files.readString(home.resolve("logs/irc.server.securechat.weechatlog")))
                    .contains("peer's certificate is trusted", "SASL authentication successful")
                    .doesNotContain("=!=");
            weechat.terminate();
            bob.await("wee left the chat");
        }
    }

    @Test
    void irssi() throws Exception {
        Program.require("irssi");
        Program.require("tmux");
        Path home = Files.createDirectory(temporary.resolve("irssi"));
        try (Tmux terminal = new Tmux(temporary, 200, 50)) {
            terminal.run("irssi --home=" + home);
            terminal.await("[(status)]");
            for (String line : instructions("iris", "irssi", "in irssi:")) {
                terminal.type(line);
            }
            terminal.await("SASL authentication succeeded");
            bob.await("iris✓ joined");
            terminal.type("/msg #lobby hello from irssi");
            bob.await("iris✓: hello from irssi");
            terminal.type("/set show_server_time");
            terminal.await("show_server_time ON");
            terminal.type("/quit");
            bob.await("iris left the chat");
        }
    }

    @Test
    void openssl() throws Exception {
        List<String> lines = instructions("eve", "openssl", "in a shell, and then line by line:");
        try (Program openssl = Program.start(directory, List.of("sh", "-c", lines.get(0)))) {
            for (String line : lines.subList(1, 3)) {
                openssl.type(line);
            }
            openssl.await(" 366 eve #lobby ");
            openssl.type(lines.get(3));
            bob.await("eve✓: hello");
        }
    }

    /** Returns the lines below a heading. */
    private List<String> instructions(String name, String client, String heading) throws Exception {
        List<String> said = gencert("user", name, "--for", client, "--connect", "localhost:" + port).stream()
                .map(String::strip)
                .toList();
        assertThat(said).contains(heading);
        return said.subList(said.indexOf(heading) + 2, said.size()).stream()
                .takeWhile(line -> !line.isEmpty())
                .toList();
    }

    private List<String> gencert(String... arguments) throws Exception {
        String[] command =
                Stream.concat(Stream.of("gencert"), Stream.of(arguments)).toArray(String[]::new);
        try (Program program = Program.securechat(directory, command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            return program.output();
        }
    }

    /** The options of version 4 are named tls, those of older versions ssl. */
    private boolean isWeechat4() throws Exception {
        try (Program version = Program.start(directory, List.of("weechat-headless", "--version"))) {
            return Integer.parseInt(version.await("^(\\d+)\\.")) >= 4;
        }
    }
}
