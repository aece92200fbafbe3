package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code join} as people see it: in real terminals. */
class JoinIT {
    @TempDir
    Path directory;

    private Program server;
    private String port;
    private Tmux ada;

    @BeforeEach
    void startServerAndTerminal() throws Exception {
        Program.require("tmux");
        startServer("0");
        port = server.await("listening on /127\\.0\\.0\\.1:(\\d+)");
        ada = new Tmux(directory, 80, 24);
    }

    @AfterEach
    void stopThem() throws Exception {
        ada.close();
        server.close();
    }

    @Test
    void twoPeopleTalkAndLeave() throws Exception {
        try (Tmux bob = new Tmux(directory, 80, 24)) {
            ada.run(join(""));
            ada.await("Username [");
            ada.type("1nvalid");
            ada.await("'1nvalid' cannot be a name");
            ada.type("ada");
            ada.awaitPrompt("ada>");
            bob.run(join(""));
            bob.await("Username [");
            bob.type("ADA");
            bob.await("taken");
            bob.type("bob");
            bob.awaitPrompt("bob>");
            ada.await("bob joined");
            ada.type("hello bob");
            bob.await("ada: hello bob");
            bob.type("/me waves");
            ada.await("* bob waves");
            assertThat(ada.screen())
                    .filteredOn(line -> line.contains("hello bob"))
                    .as("own lines are there once")
                    .hasSize(1);
            ada.type("/frobnicate");
            ada.await("frobnicate");
            ada.typeHalf("/to");
            ada.press("Tab");
            ada.awaitPrompt("ada> /topic");
            ada.typeHalf("analytical engines");
            ada.press("Enter");
            bob.await("analytical engines");
            bob.type("quit");
            bob.awaitPrompt("$");
            assertThat(bob.screen().toString()).contains("you have left");
            ada.await("bob left");
            ada.press("C-d");
            ada.awaitPrompt("$");
            assertThat(ada.history().toString()).doesNotContain("frobnicate</").doesNotContain("Exception");
        }
    }

    @Test
    void halfALineStaysWhileTwoHundredMessagesArrive() throws Exception {
        ada.run(join(" --name ada"));
        ada.awaitPrompt("ada>");
        ada.typeHalf("half a line: grüße 漢字 ");
        ada.awaitPrompt("ada> half a line: grüße 漢字");
        try (Program bob = Program.securechat(directory, "join", "--port", port, "--name", "bob")) {
            for (int i = 1; i <= 200; i++) {
                bob.type("message " + i + " 漢字 wide");
            }
            bob.endInput();
            assertThat(bob.exitCode()).as(bob.toString()).isZero();
        }
        ada.await("bob left");
        ada.awaitPrompt("ada> half a line: grüße 漢字");
        Pattern message = Pattern.compile("bob: (message \\d+) 漢字 wide");
        List<String> seen = ada.history().stream()
                .map(message::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 200)
                        .mapToObj(i -> "message " + i)
                        .toList());
        ada.resize(60, 12);
        ada.typeHalf("and its end");
        ada.awaitPrompt("ada> half a line: grüße 漢字 and its end");
        ada.press("Enter");
        ada.await("ada: half a line: grüße 漢字 and its end");
        ada.awaitPrompt("ada>");
    }

    @Test
    void aPasteIsSaidLineByLine() throws Exception {
        ada.run(join(" --name ada"));
        ada.awaitPrompt("ada>");
        try (Program bob = Program.securechat(directory, "join", "--port", port, "--name", "bob")) {
            bob.await("connected to");
            ada.await("bob joined");
            ada.paste("first\n/second\nthird");
            ada.press("Enter");
            bob.await("ada: first$");
            bob.await("ada: third$");
        }
    }

    @Test
    void afterTheServerIsBackSoIsTheClientAndNothingTypedIsLost() throws Exception {
        ada.run(join(" --name ada"));
        ada.awaitPrompt("ada>");
        ada.typeHalf("still here");
        ada.awaitPrompt("ada> still here");
        server.terminate();
        assertThat(server.exitCode()).isZero();
        ada.await("trying again");
        ada.awaitPrompt("ada (offline)> still here");
        startServer(port);
        ada.awaitPrompt("ada> still here");
        ada.press("Enter");
        ada.await("ada: still here");
        ada.awaitPrompt("ada>");
    }

    private void startServer(String where) throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", where);
        server.await("is ready");
    }

    private String join(String options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return java + " -jar " + Program.jar() + " join --port " + port + options;
    }
}
