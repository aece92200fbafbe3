package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the tables of docs/PROTOCOL.md match the rows of commands, capabilities and numerics, or writes them. */
class DocsTest {
    private static final Path PAGE = Path.of("docs/PROTOCOL.md");
    private static final String UPDATE = "WRITE_DOCS=1 mvn test -Dtest=DocsTest";

    @Test
    void tablesMatchRows() throws IOException {
        if (System.getenv("WRITE_DOCS") != null) {
            Files.writeString(PAGE, withTables(Files.readString(PAGE)));
        }
        assertTables(PAGE);
    }

    @Test
    void failureNamesChangedRowsAndCommand(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("PROTOCOL.md");
        String current = withTables(Files.readString(PAGE));
        Files.writeString(page, current.replace("RPL_WELCOME", "RPL_HELLO").replace("- `account-tag`\n", "- `tag`\n"));

        assertThatThrownBy(() -> assertTables(page))
                .hasMessageContainingAll(UPDATE, "| 001 | RPL_WELCOME |", "| 001 | RPL_HELLO |", "- `account-tag`")
                .extracting(Throwable::getMessage, STRING)
                .hasSizeLessThan(1_000);
    }

    private static void assertTables(Path page) throws IOException {
        assertThat(page).as("tables out of date, run: %s", UPDATE).hasContent(withTables(Files.readString(page)));
    }

    private static String withTables(String page) {
        return page.substring(0, page.indexOf("\n## Commands\n")) + commands() + capabilities() + numerics();
    }

    private static String commands() {
        return TestServer.commands().stream()
                .map(row -> "| `" + (row.name() + " " + row.syntax()).trim().replace("|", "\\|") + "` | " + row.help()
                        + " |\n")
                .collect(Collectors.joining("", "\n## Commands\n\n| command | what it does |\n|---|---|\n", ""));
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
