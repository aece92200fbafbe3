package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CA of the jar: concurrent commands, prompts at a terminal, and its certificates in a chat. */
class GencertIT {
    @TempDir
    Path directory;

    @Test
    void severalAtATimeLoseNothingAndGiveNoNameTwice() throws Exception {
        gencert("ca");
        List<Program> running = new ArrayList<>();
        for (String name : List.of("ada", "bob", "ADA", "eve")) {
            running.add(Program.securechat(directory, "gencert", "user", name));
        }
        int refused = 0;
        for (Program program : running) {
            try (program) {
                refused += program.exitCode();
            }
        }

        assertThat(refused).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("ca.log")))
                .filteredOn(line -> line.startsWith("user "))
                .hasSize(3);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".crt"))).hasSize(4);
        }
    }

    @Test
    void asksForPassphrasesOnATerminal() throws Exception {
        try (Tmux terminal = new Tmux(directory, 200, 50)) {
            String gencert =
                    Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + Program.jar() + " gencert ";
            terminal.run(gencert + "ca");
            terminal.await("Passphrase for ca.key (empty for none):");
            terminal.type("open sesame");
            terminal.await("Repeat passphrase:");
            terminal.type("open barley");
            terminal.await("error: the passphrases differ");
            assertThat(directory.resolve("ca.key")).doesNotExist();
            terminal.run("clear; " + gencert + "ca");
            terminal.await("Passphrase for ca.key (empty for none):");
            terminal.type("open sesame");
            terminal.await("Repeat passphrase:");
            terminal.type("open sesame");
            terminal.await("Next, issue a certificate");
            terminal.run("clear; " + gencert + "user ada");
            terminal.await("Passphrase for ca.key:");
            terminal.type("open sesame");
            terminal.await("Next, give both files");
            assertThat(terminal.history()).noneMatch(line -> line.contains("sesame"));
        }
        assertThat(directory.resolve("ada.crt")).exists();
        assertThat(directory.resolve("ca.key")).content().startsWith("-----BEGIN ENCRYPTED");
    }

    @Test
    void whomItIssuesToChatsByThatNameUntilRevoked() throws Exception {
        gencert("ca");
        gencert("server");
        gencert("user", "ada");
        gencert("user", "bob");
        gencert("revoke", "bob");
        try (Program server = Program.securechat(directory, "serve", "--port", "0")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            try (Program ada = join("ada", port)) {
                ada.await("connected to localhost:\\d+ as ada");
            }
            try (Program bob = join("bob", port)) {
                bob.awaitError("error: .*revoked");
                server.await("refused: .*CN=bob has been revoked");
            }
        }
    }

    private Program join(String name, String port) throws Exception {
        return Program.securechat(
                directory,
                "join",
                "--port",
                port,
                "--cert",
                name + ".crt",
                "--key",
                name + ".key",
                "--trust",
                "ca.crt");
    }

    private void gencert(String... arguments) throws Exception {
        String[] command =
                Stream.concat(Stream.of("gencert"), Stream.of(arguments)).toArray(String[]::new);
        try (Program program = Program.securechat(directory, command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
        }
    }
}
