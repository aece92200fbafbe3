package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the jar's screens are still those of the pictures in docs/MANUAL.md, by making the pictures anew. */
@Timeout(180)
class ScreensIT {
    private static final Path PICTURES = Path.of("docs/screens").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void firstMinute() throws Exception {
        assertPicture(
                "first-minute",
                "$ java -jar securechat.jar join",
                "bob joined",
                "ada: hello bob, give me two minutes ✓",
                "bob reacted 👍 ↳ ada: hello bob, give me two minutes",
                "#lobby ada> coming, bob");
    }

    @Test
    void severalRooms() throws Exception {
        assertPicture(
                "rooms",
                "→ #ops bob✓: ada, may I restart box 3? · Alt-a",
                "──── #ops · 2 new ────",
                "#dev ada> thanks, corrected 5:cai 1! 4:#tea 3");
    }

    @Test
    void search() throws Exception {
        assertPicture(
                "search", "#ops bob✓: he says that the boiler needs a new valve", "3 messages found", "until Thursday");
    }

    private void assertPicture(String scene, String... texts) throws Exception {
        Program.require("tmux");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = PICTURES.resolve("make.py").toString();
        List<String> command =
                List.of("python3", script, "--java", java, "--jar", Program.jar(), "--to", directory.toString(), scene);
        try (Program making = Program.start(directory, command)) {
            assertThat(making.exitCode()).as(making.toString()).isZero();
        }
        for (String text : texts) {
            assertThat(text(directory, scene)).contains(text.replace(" ", ""));
            assertThat(text(PICTURES, scene)).contains(text.replace(" ", ""));
        }
    }

    /** The text of a picture without blanks, which depend on the columns. */
    private static String text(Path folder, String scene) throws IOException {
        return Files.readString(folder.resolve(scene + ".svg"))
                .replaceAll("<[^>]*>|\\s", "")
                .replace("&gt;", ">");
    }
}
