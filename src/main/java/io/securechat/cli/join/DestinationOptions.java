package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.completion.Profiles;
import io.securechat.cli.configuration.ArgumentFiles;
import io.securechat.cli.option.Converters;
import io.securechat.cli.option.Defaults;
import io.securechat.cli.terminal.UsageException;
import io.securechat.irc.Names;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The server, name and room of {@code join}: an address, and options. */
final class DestinationOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "HOST",
            defaultValue = "localhost",
            completionCandidates = Profiles.class,
            description =
                    "Server (default: ${DEFAULT-VALUE}); also HOST:PORT, NAME@HOST, ircs://NAME@HOST:PORT/ROOM, or a"
                            + " profile of the settings file")
    private String address = "";

    @Parameters(index = "1", arity = "0..1", hidden = true)
    private @Nullable String second;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "Port of the server (default: " + Defaults.PORT + ")")
    private @Nullable Integer port;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Your name in the chat (default: the name in your certificate, or a prompt)")
    private @Nullable String name;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            split = ",",
            description = "Another room to join, such as '#tea'; repeat it for several")
    private List<String> rooms = List.of();

    /** Returns the server as it was typed. */
    String address() {
        return address;
    }

    /** @throws UsageException if a part is invalid, or parts contradict each other */
    Destination destination() {
        if (second != null) {
            boolean port = second.matches("\\d{1,5}");
            throw new UsageException(new Problem(
                    "unexpected argument '" + second + "'",
                    Problem.command(port ? "join " + Shell.word(address) + ":" + second : "join --help")));
        }
        ArgumentFiles.missing(address).ifPresent(missing -> {
            throw new UsageException(missing);
        });
        try {
            Destination to = Destination.of(address, port, name, rooms.size() == 1 ? rooms.get(0) : null);
            UsageException.require(to.name() == null || Names.isNick(to.name()), "--name", to.name(), Names.NICK_RULE);
            rooms(to)
                    .forEach(room ->
                            UsageException.require(Names.isChannel(room), "--room", room, "use a name such as '#tea'"));
            return to;
        } catch (Problem problem) {
            throw new UsageException(problem);
        }
    }

    /** Returns the rooms to join: that of the address, and those of the options. */
    List<String> rooms(Destination to) {
        return Stream.concat(Stream.ofNullable(to.room()), rooms.stream())
                .distinct()
                .toList();
    }
}
