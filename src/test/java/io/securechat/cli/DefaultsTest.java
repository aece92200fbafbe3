package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DefaultsTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void writeProperties() throws IOException {
        file = directory.resolve("securechat.properties");
        Files.writeString(file, "serve.sendq=100000\nserve.ping=30\n");
    }

    @Test
    void theCommandLineComesFirstThenTheEnvironmentThenTheFile() {
        Map<String, String> environment = Map.of("SECURECHAT_SENDQ", "200000", "SECURECHAT_MAX_CONNECTIONS", "7");

        assertThat(option("--ping", environment)).isEqualTo(30);
        assertThat(option("--sendq", environment)).isEqualTo(200_000);
        assertThat(option("--max-connections", environment)).isEqualTo(7);
        assertThat(option("--sendq", environment, "--sendq", "300000")).isEqualTo(300_000);
    }

    @Test
    void withoutAnyOfThemTheOptionsOwnDefaultHolds() throws IOException {
        Files.delete(file);

        assertThat(option("--port", Map.of())).isEqualTo(8443);
    }

    @Test
    void whatTheFileSaysOfServeHoldsForItsCommands() throws IOException {
        Files.writeString(file, "serve.journal=sqlite:chat.db\n");
        CommandLine export = new CommandLine(new ServeExport());
        CommandLine line = new CommandLine(new Serve()).addSubcommand(export);
        line.setDefaultValueProvider(new Defaults(Map.of(), file)).parseArgs("export");

        assertThat(export.getCommandSpec().findOption("--journal").<String>getValue())
                .isEqualTo("sqlite:chat.db");
    }

    private Object option(String name, Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new Serve()).setDefaultValueProvider(new Defaults(environment, file));
        line.parseArgs(arguments);
        return line.getCommandSpec().findOption(name).getValue();
    }
}
