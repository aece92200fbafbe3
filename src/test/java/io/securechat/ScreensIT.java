package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the jar's screens are still those of the pictures in docs/MANUAL.md, by making the pictures anew. */
@Timeout(180)
class ScreensIT {
    private static final Path PICTURES = Path.of("docs/screens").toAbsolutePath();

    private static final Map<String, List<String>> TEXTS = Map.of(
            "first-minute.svg",
            List.of(
                    "$ java -jar securechat.jar join",
                    "bob joined",
                    "ada: hello bob, give me two minutes ✓",
                    "bob reacted 👍 ↳ ada: hello bob, give me two minutes",
                    "#lobby ada> coming, bob"),
            "rooms.svg",
            List.of(
                    "→ #ops bob✓: ada, may I restart box 3? · Alt-a",
                    "──── #ops · 2 new ────",
                    "#dev ada> thanks, corrected 5:cai 1! 4:#tea 3"),
            "search.svg",
            List.of("#ops bob✓: he says that the boiler needs a new valve", "3 messages found", "until Thursday"));

    @TempDir
    Path directory;

    @Test
    void picturesAreTrue() throws Exception {
        Program.require("tmux");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = PICTURES.resolve("make.py").toString();
        List<String> command =
                List.of("python3", script, "--java", java, "--jar", Program.jar(), "--to", directory.toString());
        try (Program making = Program.start(directory, command)) {
            assertThat(making.exitCode()).as(making.toString()).isZero();
        }
        for (Map.Entry<String, List<String>> picture : TEXTS.entrySet()) {
            for (String text : picture.getValue()) {
                assertThat(text(directory, picture.getKey())).contains(text.replace(" ", ""));
                assertThat(text(PICTURES, picture.getKey())).contains(text.replace(" ", ""));
            }
        }
    }

    /** The text of a picture without blanks, which depend on the columns. */
    private static String text(Path folder, String picture) throws IOException {
        return Files.readString(folder.resolve(picture))
                .replaceAll("<[^>]*>|\\s", "")
                .replace("&gt;", ">");
    }
}
