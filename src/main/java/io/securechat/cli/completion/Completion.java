package io.securechat.cli.completion;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code completion}: prints the completion script of a shell. */
@Command(
        name = "completion",
        header = "Print a script that completes commands and options in your shell.",
        description = {
            "The scripts complete the command securechat, which may be a function:%n",
            "  securechat() { java -jar ~/securechat.jar \"$@\"; }%n",
            "Redirect the script into the file where your shell looks for it:%n",
            "  bash  ~/.local/share/bash-completion/completions/securechat",
            "  zsh   a file of your own; in ~/.zshrc, behind compinit: source FILE",
            "  fish  ~/.config/fish/completions/securechat.fish"
        })
public final class Completion implements Callable<Integer> {
    /** The name of the command to complete. */
    static final String PROGRAM = "securechat";

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Supplier<CommandLine> commands;

    @Parameters(
            arity = "0..1",
            paramLabel = "bash|zsh|fish",
            completionCandidates = Shells.class,
            description = "Your shell (default: the one in SHELL)")
    private @Nullable String shell;

    private static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    /** @param commands the tree of all commands */
    public Completion(Supplier<CommandLine> commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() {
        System.out.print(script(shell()));
        System.out.flush();
        return ExitCode.OK;
    }

    private String shell() {
        String own = String.valueOf(
                Path.of(System.getenv().getOrDefault("SHELL", "")).getFileName());
        String name = Optional.ofNullable(shell).orElse(own).toLowerCase(Locale.ROOT);
        if (SHELLS.contains(name)) {
            return name;
        }
        throw new UsageException(new Problem(
                "there is no completion for the shell '" + name + "'",
                "use bash, zsh or fish: " + Problem.command("completion bash")));
    }

    private String script(String name) {
        CommandLine all = commands.get();
        return name.equals("fish")
                ? new FishScript(all)
                        .text()
                        .replace(Profiles.PLACEHOLDER, "(" + FishScript.escaped(Profiles.COMMAND) + ")")
                : bash(all).replace("\"" + Profiles.PLACEHOLDER + "\"", "$(" + Profiles.COMMAND + ")");
    }

    /** Returns the script of picocli for bash and zsh, to which it adds the negated forms of options. */
    private static String bash(CommandLine all) {
        String script = AutoComplete.bash(PROGRAM, all);
        List<String> negatable = all.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(OptionSpec::negatable)
                .map(option -> option.longestName().substring(2))
                .toList();
        for (String name : negatable) {
            script = script.replace("'--" + name + "'", "'--" + name + "' '--no-" + name + "'");
        }
        return script;
    }
}
