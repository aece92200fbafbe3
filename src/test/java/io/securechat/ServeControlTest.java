package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve status} and {@code serve log} with a running server. */
class ServeControlTest {
    @TempDir
    Path folder;

    @Test
    void theStateOfAServerAndItsLog() throws Exception {
        try (Program server = start("serve", "--dev", "--port", "0", "--log-format", "json", "--audit", "audit.log")) {
            String port = server.await("\"formattedMessage\":\"listening on 127\\.0\\.0\\.1:(\\d+)\"");
            server.await("is ready");
            try (Program ada = start("join", "--port", port, "--name", "ada")) {
                ada.await("connected to");
                String id =
                        server.await("\"mdc\": \\{\"connection\":\"([0-9a-f]+)\"},\"formattedMessage\":\"ada joins");

                assertThat(run("serve", "status"))
                        .anyMatch(line -> line.matches(
                                "server +securechat.local, securechat .*, process \\d+, up .* port " + port))
                        .contains("connections   1 session of 1 user, 0 operators, 1 room")
                        .anyMatch(line -> line.matches("journal +sqlite:securechat.db has 0 messages, .* free on disk"))
                        .contains("              0 waiting to be stored, 0 refused since the start")
                        .contains("log           level info, 0 lines dropped")
                        .anyMatch(line ->
                                line.matches("certificates  the next to expire: .*CN=securechat .* expires \\d.*"))
                        .anyMatch(line ->
                                line.matches("ada +\\(guest\\) +127.0.0.1:\\d+ +\\d+ s +\\d+ s +0 B +0 +1 +" + id));
                assertThat(run("serve", "status", "--json"))
                        .anyMatch(line -> line.startsWith("{\"type\":\"server\",\"name\":\"securechat.local\""))
                        .anyMatch(line -> line.startsWith(
                                "{\"type\":\"session\",\"connection\":\"" + id + "\",\"nick\":\"ada\","));

                assertThat(run("serve", "log")).containsExactly("log level info");
                assertThat(run("serve", "log", "debug")).containsExactly("log level debug");
                ada.type("hello");
                server.await("\"level\":\"DEBUG\".*\"connection\":\"" + id + "\".*ada says 5 characters");
                assertThat(run("serve", "log", "warn")).containsExactly("log level warn");
                assertThat(run("serve", "log")).containsExactly("log level warn");
            }
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(Files.readAllLines(folder.resolve("audit.log")))
                    .hasSize(4)
                    .last()
                    .asString()
                    .endsWith(",\"event\":\"control\",\"request\":\"{\\\"command\\\":\\\"log\\\"}\"}");
        }
        try (Program status = start("serve", "status")) {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.errors().get(0))
                    .isEqualTo("error: no server is running with the control socket securechat.db-control");
        }
        try (Program log = start("serve", "log", "loud")) {
            assertThat(log.exitCode()).isEqualTo(2);
            assertThat(log.errors())
                    .containsExactly("error: invalid value for LEVEL: 'loud'", "hint: use error, warn, info or debug");
        }
        try (Program status = start("serve", "status", "--journal", "memory:")) {
            assertThat(status.exitCode()).isEqualTo(2);
            assertThat(status.errors().get(0)).contains("no control socket beside it");
        }
    }

    @Test
    void aLinkToTheJournalLeadsToItsSocket() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.createFile(folder.resolve("data/chat.db"));
        Files.createSymbolicLink(folder.resolve("link.db"), Path.of("data/chat.db"));
        try (Program server = start("serve", "--dev", "--port", "0", "--journal", "sqlite:link.db")) {
            server.await("is ready");
            assertThat(folder.resolve("data/chat.db-control")).exists();
            assertThat(run("serve", "log", "--journal", "sqlite:data/chat.db")).containsExactly("log level info");
            assertThat(run("serve", "log", "--journal", "sqlite:link.db")).containsExactly("log level info");
        }
    }

    @Test
    void aFileForTheSocket() throws Exception {
        try (Program server = start("serve", "--dev", "--port", "0", "--journal", "memory:", "--control", "c")) {
            server.await("is ready");
            assertThat(run("serve", "log", "--control", "c")).containsExactly("log level info");
            try (Program second = start("serve", "--dev", "--port", "0", "--journal", "memory:", "--control", "c")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors().get(0)).isEqualTo("error: another server listens on the control socket c");
            }
        }
    }

    private Program start(String... arguments) throws Exception {
        return Program.java(folder, Main.class, arguments);
    }

    private List<String> run(String... arguments) throws Exception {
        try (Program program = start(arguments)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            return program.output();
        }
    }
}
