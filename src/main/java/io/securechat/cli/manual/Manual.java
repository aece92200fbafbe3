package io.securechat.cli.manual;

import io.securechat.FileErrors;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code manual}: writes the manual pages. */
@Command(
        name = "manual",
        hidden = true,
        header = "Write the manual pages of all commands into a directory.",
        description = {
            "For a user's own pages:%n",
            "  securechat manual ~/.local/share/man/man1",
            "  man securechat-join"
        })
public final class Manual implements Callable<Integer> {
    private final Supplier<CommandLine> commands;

    @Parameters(paramLabel = "DIR", description = "Directory, which is created if it does not exist")
    private Path directory = Path.of("");

    /** @param commands the tree of all commands */
    public Manual(Supplier<CommandLine> commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() {
        try {
            Files.createDirectories(directory);
            write(commands.get());
        } catch (IOException e) {
            throw new Problem(
                    "cannot write the manual pages into '" + directory + "': " + FileErrors.reason(e),
                    "name another directory: " + Problem.command("manual DIR"),
                    e);
        }
        return ExitCode.OK;
    }

    private void write(CommandLine command) throws IOException {
        ManPage page = new ManPage(command);
        Files.writeString(directory.resolve(page.name() + ".1"), page.text(), StandardCharsets.UTF_8);
        for (CommandLine sub : command.getSubcommands().values()) {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                write(sub);
            }
        }
    }
}
