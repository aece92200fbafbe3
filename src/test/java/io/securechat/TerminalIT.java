package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar's client in a terminal that stops it, changes its size, and goes away. */
@Timeout(180)
class TerminalIT {
    @TempDir
    Path directory;

    private Program server;
    private String port = "0";

    @BeforeEach
    void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", port);
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStoppedClientContinuesWhereItWas() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run("exec bash --norc");
            ada.run("set +o emacs; PS1='sh> '; clear");
            ada.awaitPrompt("sh>");
            ada.run(join());
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("half a line ");
            ada.awaitPrompt("#lobby ada> half a line");
            ada.press("C-z");
            ada.await("Stopped");
            ada.awaitPrompt("sh>");
            ada.typeHalf("stty -a | tr ' ;' '\\n\\n' | grep icanon");
            ada.press("C-j");
            ada.await("icanon");
            ada.typeHalf("fg");
            ada.press("C-j");
            ada.awaitPrompt("#lobby ada> half a line");
            ada.paste("one\ntwo\nthree");
            ada.await("three");
            ada.press("Enter");
            ada.await("      three ✓");
            ada.await("ada: half a line one");
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("wrong");
            ada.press("C-c");
            ada.type("kept, every key of it");
            ada.await("ada: kept, every key of it ✓");
        }
    }

    @Test
    void theInputLineIsCleanAtEverySize() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run("clear; " + join());
            ada.awaitPrompt("#lobby ada>");
            ada.type("/join #ops");
            ada.awaitPrompt("#ops ada>");
            ada.type("/switch #lobby");
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("half a line");
            try (Program bob =
                    Program.securechat(directory, "join", "--port", port, "--name", "bob", "--room", "#ops")) {
                bob.type("ada, look");
                bob.endInput();
                assertThat(bob.exitCode()).as(bob.toString()).isZero();
            }
            String wide = "#lobby ada> half a line                                               2:#ops 1!";
            ada.await("bob left the chat");
            ada.awaitPrompt(wide);
            for (int round = 0; round < 2; round++) {
                resized(ada, 40, 10, "#lobby> half a line           2:#ops 1!");
                resized(ada, 23, 10, "#lobby> half a line");
                resized(ada, 80, 24, wide);
                resized(ada, 23, 24, "#lobby> half a line"); // the cursor is where the terminal breaks the line
                resized(ada, 80, 24, wide);
            }
            assertThat(ada.history().stream().filter(line -> line.contains("half a line")))
                    .containsExactly(wide);
            resized(ada, 200, 50, "#lobby ada> half a line" + " ".repeat(167) + "2:#ops 1!");
            ada.press("M-a");
            ada.awaitPrompt("#ops ada>");
            ada.press("M-0");
            ada.awaitPrompt("#lobby ada> half a line");
        }
    }

    @Test
    void aKilledClientLeavesTheTerminalAsItWasAndKeepsTheDraft() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run("sh -c 'echo $$ > join.pid; exec " + join() + "'");
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("to be kept");
            ada.awaitPrompt("#lobby ada> to be kept");
            process().destroy();
            ada.awaitPrompt("$");
            ada.run("stty -a | tr ' ;' '\\n\\n' | grep icanon");
            ada.await("icanon");
            ada.run("clear; sh -c 'echo $$ > join.pid; exec " + join() + "'");
            ada.awaitPrompt("#lobby ada> to be kept");
            ada.typeHalf(", still");
            ada.awaitPrompt("#lobby ada> to be kept, still");
        } // closes the terminal
        Optional<ProcessHandle> client = ProcessHandle.of(pid());
        Await.until(() -> client.filter(ProcessHandle::isAlive).isEmpty());
        try (Stream<Path> files = Files.walk(directory.resolve(".local"))) {
            List<Path> drafts = files.filter(file -> file.endsWith("drafts")).toList();
            assertThat(drafts).hasSize(1);
            assertThat(drafts.get(0)).hasContent("#lobby\tto be kept, still");
        }
    }

    private static void resized(Tmux terminal, int columns, int rows, String prompt) throws Exception {
        terminal.resize(columns, rows);
        terminal.awaitPrompt(prompt);
        terminal.awaitColumn(prompt.indexOf("half a line") + "half a line".length());
    }

    private ProcessHandle process() throws Exception {
        return ProcessHandle.of(pid()).orElseThrow();
    }

    private long pid() throws Exception {
        return Long.parseLong(Files.readString(directory.resolve("join.pid")).strip());
    }

    private String join() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return java + " -jar " + Program.jar() + " join --port " + port + " --name ada";
    }
}
