package io.securechat.cli.serve;

import io.securechat.cli.option.Converters;
import io.securechat.cli.option.Defaults;
import io.securechat.cli.terminal.UsageException;
import io.securechat.irc.Names;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import picocli.CommandLine.Option;

/** The address, names and rooms of the server. */
final class ServerOptions {
    /** More would fill the smallest send queue. */
    private static final int MAX_REPLAY = 100;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}); 0.0.0.0 accepts connections from other machines")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + Defaults.PORT,
            converter = Converters.ListeningPort.class,
            description = "Port to listen on (default: ${DEFAULT-VALUE}); 0 picks any free port")
    private int port;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = Defaults.SERVER_NAME,
            description = "Server name in IRC (default: ${DEFAULT-VALUE})")
    private String name = "";

    @Option(
            names = "--network",
            paramLabel = "TEXT",
            defaultValue = Defaults.NETWORK,
            description = "Network name shown by clients (default: ${DEFAULT-VALUE})")
    private String network = "";

    @Option(
            names = "--lobby",
            paramLabel = "NAME",
            defaultValue = "#lobby",
            description = "Room that every client joins when it connects (default: ${DEFAULT-VALUE})")
    private String lobby = "";

    @Option(names = "--no-lobby", description = "Do not join clients to a room")
    private boolean noLobby;

    @Option(
            names = "--names",
            paramLabel = "POLICY",
            defaultValue = "auto",
            converter = Policy.class,
            completionCandidates = Policy.class,
            description =
                    "Naming policy (default: ${DEFAULT-VALUE}): auto gives users the name in a certificate issued by a CA, and lets guests choose another; certificate admits no guests; free lets everyone choose any name not in use")
    private NamePolicy names = NamePolicy.AUTO;

    @Option(
            names = "--replay",
            paramLabel = "N",
            defaultValue = "0",
            converter = Replay.class,
            description =
                    "Number of recent messages of a room to send to clients that cannot request history (default: ${DEFAULT-VALUE})")
    private int replay;

    int port() {
        return port;
    }

    /** @throws UsageException if an option is invalid */
    Settings settings(OperatorOptions operators, LimitOptions limits) {
        String room = lobby.startsWith("#") ? lobby : "#" + lobby;
        UsageException.require(
                name.matches("[A-Za-z0-9.-]{1,63}"), "--name", name, "use letters, digits, dots and hyphens");
        UsageException.require(
                network.matches("[\\x21-\\x7e ]{1,40}"), "--network", network, "use up to 40 ASCII characters");
        UsageException.require(Names.isChannel(room), "--lobby", lobby, "use a name such as '#lobby'");
        return new Settings(
                host,
                port,
                name,
                network,
                noLobby ? null : room,
                names,
                replay,
                operators.operators(),
                limits.limits());
    }

    private static final class Policy extends Converters.Choice<NamePolicy> {
        Policy() {
            super(NamePolicy.values());
        }
    }

    private static final class Replay extends Converters.Range {
        Replay() {
            super(0, MAX_REPLAY, "use 0 to " + MAX_REPLAY);
        }
    }
}
