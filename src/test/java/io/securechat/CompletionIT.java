package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion in real shells, by the Tab key. */
class CompletionIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bash | PS1='> ' HISTFILE= bash --norc --noprofile
            zsh  | PS1='> ' zsh -f
            """)
    void tabCompletes(String shell, String start) throws Exception {
        Program.require(shell);
        profiles();
        try (Tmux tmux = new Tmux(directory, 100, 30)) {
            tmux.awaitPrompt("$");
            tmux.type(start);
            tmux.awaitPrompt(">");
            // Another prompt shows that the shell is ready: the terminal prints earlier keys by itself.
            String prepare = shell.equals("zsh") ? "autoload -U compinit; compinit -u; " : "";
            tmux.type(prepare + "source " + script(shell) + "; PS1='ok> '");
            tmux.awaitPrompt("ok>");

            tmux.typeHalf("securechat j");
            tmux.press("Tab");
            tmux.awaitPrompt("ok> securechat join");
            tmux.typeHalf("w");
            tmux.press("Tab");
            tmux.awaitPrompt("ok> securechat join work");
            tmux.typeHalf("--no-b");
            tmux.press("Tab");
            tmux.awaitPrompt("ok> securechat join work --no-bell");
            tmux.typeHalf("--palette ");
            tmux.typeHalf("l");
            tmux.press("Tab");
            tmux.awaitPrompt("ok> securechat join work --no-bell --palette light");
            tmux.press("C-u");
            tmux.typeHalf("securechat gencert rev");
            tmux.press("Tab");
            tmux.awaitPrompt("ok> securechat gencert revoke");
        }
    }

    /** Fish tells the completions of a command line. */
    @Test
    void fishCompletes() throws Exception {
        Program.require("fish");
        profiles();
        String script = script("fish").toString();

        assertThat(fish(script, "securechat ")).containsExactlyInAnyOrder("gencert", "join", "serve", "completion");
        assertThat(fish(script, "securechat join ")).containsExactlyInAnyOrder("work", "home");
        assertThat(fish(script, "securechat join --no-b")).containsExactly("--no-bell");
        assertThat(fish(script, "securechat join --palette ")).containsExactlyInAnyOrder("auto", "dark", "light");
        assertThat(fish(script, "securechat serve --po")).containsExactly("--port");
        assertThat(fish(script, "securechat serve exp")).containsExactly("export");
        assertThat(fish(script, "securechat serve backup --jou")).containsExactly("--journal");
        assertThat(fish(script, "securechat join --cert work.")).containsExactly("work.crt");
    }

    private List<String> fish(String script, String line) throws Exception {
        List<String> command = List.of("fish", "-N", "-c", "source " + script + "; complete -C '" + line + "'");
        try (Program program = Program.start(directory, command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            assertThat(program.errors()).isEmpty();
            return program.output().stream()
                    .map(completion -> completion.replaceFirst("\t.*", ""))
                    .toList();
        }
    }

    private void profiles() throws IOException {
        Path config = Files.createDirectories(directory.resolve(".config").resolve("securechat"));
        Files.writeString(config.resolve("join.conf"), "bell = on\n[work]\nport = 7000\n # [not]\n [ home ] \n");
        Files.createFile(directory.resolve("work.crt"));
    }

    private Path script(String shell) throws Exception {
        try (Program program = Program.java(directory, Main.class, "completion", shell)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            assertThat(program.errors()).isEmpty();
            return Files.write(directory.resolve("script"), program.output());
        }
    }
}
