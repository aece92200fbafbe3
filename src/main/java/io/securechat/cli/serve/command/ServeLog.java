package io.securechat.cli.serve.command;

import io.securechat.cli.control.ControlOption;
import io.securechat.cli.control.LogCommand;
import io.securechat.cli.option.Converters;
import io.securechat.cli.serve.JournalOption;
import io.securechat.cli.terminal.LogLevel;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve log}: changes the log level of a running server. */
@Command(
        name = "log",
        header = "Change the log level of a running server.",
        description = {
            "The level lasts until the server stops. debug includes messages of the libraries. Without LEVEL, "
                    + "the present one is printed."
        })
public final class ServeLog implements Callable<Integer> {
    @Parameters(
            paramLabel = "LEVEL",
            arity = "0..1",
            converter = Level.class,
            completionCandidates = Level.class,
            description = "One of error, warn, info and debug")
    private @Nullable LogLevel level;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Mixin
    private ControlOption control = new ControlOption();

    @Override
    public Integer call() {
        control.client(journal.uri())
                .ask(
                        LogCommand.NAME,
                        json -> {
                            if (level != null) {
                                json.put(LogCommand.LEVEL, level.toString());
                            }
                        },
                        line -> System.out.println("log level " + line.text(LogCommand.LEVEL)));
        return 0;
    }

    private static final class Level extends Converters.Choice<LogLevel> {
        Level() {
            super(LogLevel.values());
        }
    }
}
