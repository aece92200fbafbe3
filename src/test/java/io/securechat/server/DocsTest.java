package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/PROTOCOL.md to the rows of commands, capabilities and numerics. Where the environment has {@code WRITE_DOCS} set,
 * it writes the page anew.
 */
class DocsTest {
    @Test
    void theProtocolsPageTellsWhatTheRowsTell() throws Exception {
        Path page = Path.of("docs/PROTOCOL.md");
        String rows = commands() + capabilities() + numerics();
        String text = Files.readString(page);
        if (System.getenv("WRITE_DOCS") != null) {
            text = text.substring(0, text.indexOf("\n## Commands\n")) + rows;
            Files.writeString(page, text);
        }
        assertThat(text).as("docs/PROTOCOL.md").endsWith(rows);
    }

    private static String commands() {
        return new Commands()
                .rows().stream()
                        .map(row ->
                                "| `" + (row.name() + " " + row.syntax()).trim().replace("|", "\\|") + "` | "
                                        + row.help() + " |\n")
                        .collect(
                                Collectors.joining("", "\n## Commands\n\n| command | what it does |\n|---|---|\n", ""));
    }

    private static String capabilities() {
        return Arrays.stream(Capability.values())
                .map(capability -> "- `" + capability.wireName() + "`\n")
                .collect(Collectors.joining("", "\n## Capabilities\n\n", ""));
    }

    private static String numerics() {
        return Arrays.stream(Numeric.values())
                .map(numeric -> "| " + numeric.code() + " | " + numeric.name() + " |\n")
                .collect(Collectors.joining("", "\n## Numerics\n\n| code | name |\n|---|---|\n", ""));
    }
}
