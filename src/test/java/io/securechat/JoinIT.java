package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar's client in real terminals and at pipes. */
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
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void twoTerminalsTalk() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24);
                Tmux bob = new Tmux(directory, 80, 24)) {
            ada.run(join(""));
            ada.await("Username [");
            ada.type("9lives");
            ada.await("'9lives' is not a valid name");
            ada.type("ada");
            ada.await("nobody else is in #lobby yet");
            ada.awaitPrompt("#lobby ada>");
            bob.run(join(""));
            bob.await("Username [");
            bob.type("ada");
            bob.await("the name ada is not available");
            bob.type("bob");
            bob.await("2 people in #lobby: ada, bob");
            bob.awaitPrompt("#lobby bob>");

            ada.await("bob joined");
            ada.type("wörld 日本語 👍");
            bob.await("ada: wörld 日本語 👍");
            bob.type("/me waves");
            ada.await("* bob waves");
            ada.type("/frobnicate");
            ada.await("unknown command /frobnicate");
            ada.typeHalf("bo");
            ada.press("Tab");
            ada.awaitPrompt("#lobby ada> bob:");
            ada.type("hi");
            bob.await("ada: bob: hi");

            bob.typeHalf("b");
            bob.awaitPrompt("#lobby bob> b");
            bob.press("C-c");
            bob.awaitPrompt("#lobby bob>");
            bob.press("C-c");
            bob.await("Ctrl-C again leaves");
            bob.type("quit");
            bob.await("you have left localhost:" + port);
            bob.awaitPrompt("$");
            ada.await("bob left the chat");
            ada.press("C-d");
            ada.await("you have left localhost:" + port);
            assertThat(ada.screen().stream().filter(line -> line.contains("wörld")))
                    .hasSize(1);
        }
    }

    @Test
    void halfALineIsKeptWhateverHappens() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run(join("--name ada --no-fold"));
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("half 日本");
            ada.awaitPrompt("#lobby ada> half 日本");
            try (Program bob = Program.securechat(directory, "join", "--port", port, "--name", "bob")) {
                for (int i = 1; i <= MANY; i++) {
                    bob.type("message " + i);
                }
                bob.endInput();
                assertThat(bob.exitCode()).as(bob.toString()).isZero();
            }
            ada.await("bob left the chat");
            ada.awaitPrompt("#lobby ada> half 日本");
            assertThat(ada.history().stream().filter(line -> line.contains("bob: message")))
                    .map(line -> line.substring(line.indexOf("message")))
                    .isEqualTo(IntStream.rangeClosed(1, MANY)
                            .mapToObj(i -> "message " + i)
                            .toList());

            ada.resize(40, 12);
            ada.awaitPrompt("#lobby> half 日本");
            ada.resize(100, 30);
            ada.awaitPrompt("#lobby ada> half 日本");
            ada.type(" typed");
            ada.await("ada: half 日本 typed");
            ada.awaitPrompt("#lobby ada>");
            ada.paste("one\ntwo\nthree");
            ada.press("Enter");
            ada.await("ada: one");
            ada.await("      three ✓");
            ada.awaitPrompt("#lobby ada>");
            ada.paste("1\n2\n3\n4\n5\nsix lines");
            ada.press("Enter");
            ada.await("send these 6 lines, 19 bytes, as one message to #lobby? y/N");
            ada.type("y");
            ada.await("      six lines ✓");
            ada.awaitPrompt("#lobby ada>");
        }
    }

    /** The editor moves the cursor by its own count of columns, which must match the terminal's. */
    @Test
    void wideCharactersTakeTwoColumnsWhileTyping() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run(join("--name ada"));
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("✅⌚é漢👍.");
            ada.awaitPrompt("#lobby ada> ✅⌚é漢👍.");
            ada.awaitColumn("#lobby ada> ".length() + 10);
            int column = "#lobby ada> ".length() + 10;
            for (int width : new int[] {1, 2, 2, 1, 2, 2}) {
                ada.press("Left");
                column -= width;
                ada.awaitColumn(column);
            }
            ada.typeHalf("⚡");
            ada.awaitPrompt("#lobby ada> ⚡✅⌚é漢👍.");
            ada.awaitColumn(column + 2);
            ada.press("Delete", "End", "BSpace");
            ada.awaitPrompt("#lobby ada> ⚡⌚é漢👍");
            ada.awaitColumn("#lobby ada> ".length() + 9);
            ada.type("");
            ada.await("ada: ⚡⌚é漢👍 ✓");
        }
    }

    @Test
    void whatWasSaidIsThereOnReturn() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run(join("--name ada"));
            ada.awaitPrompt("#lobby ada>");
            ada.type("remember this");
            ada.await("ada: remember this ✓");
            ada.type("quit");
            ada.awaitPrompt("$");
            ada.run(join("--name ada"));
            ada.await("ada: remember this");
            ada.await("nobody else is in #lobby yet");
            ada.type("/search remember");
            ada.await("1 message found");
            ada.type("and this");
            ada.await("ada: and this ✓");
            ada.type("/delete");
            ada.await("you deleted a message from ");
            ada.type("/history");
            ada.await("──── last 1 in #lobby ────");
        }
    }

    @Test
    void aLostConnectionComesBack() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run(join("--name ada"));
            ada.awaitPrompt("#lobby ada>");
            ada.typeHalf("to be sent");
            server.terminate();
            assertThat(server.exitCode()).isZero();
            ada.await("connection lost");
            ada.awaitPrompt("#lobby ada (offline)> to be sent");
            ada.press("Enter");
            ada.await("… to be sent");
            ada.awaitPrompt("#lobby ada (offline) …1>");
            ada.typeHalf("later");
            serve();
            ada.await("reconnected to");
            ada.await("ada: to be sent ✓");
            ada.awaitPrompt("#lobby ada> later");
        }
    }

    @Test
    void whatIsUnsentSurvivesAKilledJoin() throws Exception {
        try (Tmux ada = new Tmux(directory, 80, 24)) {
            ada.run("sh -c 'echo $$ > join.pid; exec " + command("--name ada") + "'");
            ada.awaitPrompt("#lobby ada>");
            ada.type("before");
            ada.await("ada: before ✓");
            server.close();
            ada.await("connection lost");
            ada.type("one");
            ada.await("… one");
            ada.type("two");
            ada.await("… two");
            String pid = Files.readString(directory.resolve("join.pid")).strip();
            assertThat(ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly())
                    .isTrue();
            ada.typeHalf("stty sane"); // join had no time to
            ada.press("C-j");
            ada.awaitPrompt("$ $");
            serve();
            ada.run(join("--name ada"));
            ada.await("ada: one ✓");
            ada.await("ada: two ✓");
        }
        try (Program export = Program.securechat(directory, "serve", "export")) {
            assertThat(export.exitCode()).isZero();
            assertThat(export.output())
                    .map(line -> line.replaceFirst(".*\"text\":\"(\\w+)\".*", "$1"))
                    .containsExactly("before", "one", "two");
        }
    }

    @Test
    void whoMakesARoomKeepsIt() throws Exception {
        try (Tmux ada = new Tmux(directory, 100, 24);
                Tmux bob = new Tmux(directory, 100, 24)) {
            ada.run(join("--name ada"));
            ada.awaitPrompt("#lobby ada>");
            bob.run(join("--name bob"));
            bob.awaitPrompt("#lobby bob>");
            ada.type("/join lab");
            ada.await("nobody else is in #lab yet");
            ada.type("/lock sesame");
            ada.await("ada locked #lab with a key");
            bob.type("/join lab");
            bob.await("#lab is locked with a key — /join #lab KEY");
            bob.type("/join lab sesame");
            bob.await("2 people in #lab: @ada, bob");
            bob.type("/kick ada");
            bob.await("only operators of #lab can do that");
            ada.type("/op bob");
            bob.await("ada made you an operator of #lab");
            ada.type("/deop bob");
            bob.await("ada removed you as an operator of #lab");
            bob.type("/who");
            bob.await("2 people in #lab: @ada, bob");
            ada.type("/unlock");
            bob.await("ada removed the key of #lab");
            bob.type("/away lunch");
            ada.await("bob is away: lunch");
            bob.type("/back");
            ada.await("bob is back");
            ada.type("/ban bob");
            bob.await("ada banned bob from #lab");
            ada.type("/kick bob enough");
            bob.await("you were removed from #lab by ada (enough)");
            bob.awaitPrompt("(no room) bob>");
            bob.type("said to nobody");
            bob.await("no room is chosen");
            bob.awaitPrompt("(no room) bob> said to nobody");
            bob.press("C-c");
            bob.type("/join lab");
            bob.await("you are banned from #lab");
            ada.type("/ban");
            ada.await("banned from #lab: bob, by ada");
            ada.type("/unban bob");
            ada.await("ada unbanned bob from #lab");
            ada.type("/invite bob");
            bob.await("ada invites you to #lab: /join #lab");
            ada.await("you have invited bob to #lab");
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

    private String join(String options) {
        return "clear; " + command(options);
    }

    private String command(String options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return java + " -jar " + Program.jar() + " join --port " + port + " " + options;
    }
}
