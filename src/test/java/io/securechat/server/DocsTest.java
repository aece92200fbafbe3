package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/PROTOCOL.md to the rows of commands, capabilities and numerics. */
class DocsTest {
    @Test
    void theProtocolsPageTellsWhatTheRowsTell() throws Exception {
        assertThat(Files.readString(Path.of("docs/PROTOCOL.md")))
                .as("docs/PROTOCOL.md")
                .endsWith(commands() + capabilities() + numerics());
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
