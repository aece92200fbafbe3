package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar's console client in real terminals and in pipes. */
@Timeout(120)
class JoinIT {
    private static final int MANY = 200;

    @TempDir
    Path directory;

    private Program server;
    private String port = "0";

    @BeforeEach
    void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", port);
        port = server.await("listening on /127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void twoTerminalsTalk() {
        try (Tmux tmux = new Tmux(directory)) {
            Tmux.Terminal ada = tmux.open("ada", directory, join());
            ada.await("Username [").type("9lives").press("Enter").await("'9lives' cannot be a name");
            ada.type("ada").press("Enter").await("nobody else is in #lobby yet").awaitEnd("ada>");
            Tmux.Terminal bob = tmux.open("bob", directory, join());
            bob.await("Username [").type("ada").press("Enter").await("the name ada is taken");
            bob.type("bob").press("Enter").await("2 people in #lobby: ada, bob").awaitEnd("bob>");

            ada.await("bob joined").type("wörld 日本語 👍").press("Enter");
            bob.await("ada: wörld 日本語 👍").type("/me waves").press("Enter");
            ada.await("* bob waves").type("/frobnicate").press("Enter").await("there is no command /frobnicate");
            bob.type("b")
                    .awaitEnd("bob> b")
                    .press("C-c")
                    .awaitEnd("bob>")
                    .press("C-c")
                    .await("quit or Ctrl-D leaves");
            bob.type("quit").press("Enter").await("you have left localhost:" + port);
            ada.await("bob left the chat").press("C-d").await("you have left localhost:" + port);
            assertThat(ada.screen()).containsOnlyOnce("wörld 日本語 👍").doesNotContain("frobnicate\n", "WARNING");
        }
    }

    @Test
    void halfALineIsKeptWhatEverHappens() throws Exception {
        try (Tmux tmux = new Tmux(directory)) {
            Tmux.Terminal ada = tmux.open("ada", directory, join("--name", "ada"));
            ada.awaitEnd("ada>").type("half 日本").awaitEnd("ada> half 日本");
            try (Program bob = Program.securechat(directory, "join", "--port", port, "--name", "bob")) {
                for (int i = 1; i <= MANY; i++) {
                    bob.type("message " + i);
                }
                bob.endInput();
                assertThat(bob.exitCode()).as(bob.toString()).isZero();
            }
            ada.await("bob left the chat").awaitEnd("ada> half 日本");
            String history = ada.history();
            assertThat(history.lines().filter(line -> line.contains("bob: message")))
                    .map(line -> line.substring(line.indexOf("message")))
                    .isEqualTo(IntStream.rangeClosed(1, MANY)
                            .mapToObj(i -> "message " + i)
                            .toList());

            ada.resize(40, 12).awaitEnd("ada> half 日本").resize(100, 30).awaitEnd("ada> half 日本");
            ada.type(" typed").press("Enter").await("ada: half 日本 typed").awaitEnd("ada>");
            ada.paste("one\ntwo\nthree")
                    .press("Enter")
                    .await("ada: one")
                    .await("ada: three")
                    .awaitEnd("ada>");

            ada.type("to be sent");
            server.terminate();
            assertThat(server.exitCode()).isZero();
            ada.await("connection lost").awaitEnd("ada (offline)> to be sent").press("Enter");
            ada.await("will be sent later: to be sent").type("later");
            serve();
            ada.await("connected again").await("ada: to be sent").awaitEnd("ada> later");
        }
    }

    @Test
    void aPipeIsAFilter() throws Exception {
        try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada")) {
            ada.type("/me is said as it stands");
            ada.type("quit");
            ada.type("never said");
            assertThat(ada.exitCode()).as(ada.toString()).isZero();
            assertThat(ada.errors()).isEmpty();
            assertThat(ada.output())
                    .anyMatch(line -> line.matches("\\d\\d:\\d\\d ada: /me is said as it stands"))
                    .noneMatch(line -> line.contains("\u001B") || line.contains("> ") || line.contains("never"));
        }
    }

    private List<String> join(String... options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-jar", Program.jar(), "join", "--port", port));
        command.addAll(List.of(options));
        return command;
    }
}
