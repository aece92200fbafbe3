package io.securechat.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import io.securechat.cli.Main;
import io.securechat.cli.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

class ShellCompletionTest {
    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theShellAcceptsTheScript(String shell) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), output(ExitCode.OK, "completion", shell));

        try (Program check = Program.start(directory, List.of(shell, "-n", script.toString()))) {
            assertThat(check.exitCode()).as(check.toString()).isZero();
            assertThat(check.errors()).isEmpty();
        }
    }

    @Test
    void everyCommandAndOptionIsInTheScripts() {
        assertThat(output(ExitCode.OK, "completion", "bash"))
                .contains(
                        "'--no-bell'",
                        "'--port'",
                        "\"backup\"",
                        "(\"bash\" \"zsh\" \"fish\")",
                        "(\"auto\" \"certificate\"")
                .doesNotContain(Profiles.PLACEHOLDER);
        assertThat(output(ExitCode.OK, "completion", "fish"))
                .contains("-l no-bell", "'__securechat_is serve backup' -l journal", "-a 'auto certificate free'")
                .doesNotContain(Profiles.PLACEHOLDER);
    }

    @Test
    void anotherShellIsRefused() {
        assertThat(output(ExitCode.USAGE, "completion", "tcsh"))
                .contains("error: there is no completion for the shell 'tcsh'", "hint: use bash, zsh or fish");
    }

    private String output(int expected, String... arguments) {
        printed.clear();
        assertThat(Main.run(arguments)).isEqualTo(expected);
        return printed.out() + printed.err();
    }
}
