package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.irc.Names;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where {@code join} goes, and as whom: one address, or one and some options. */
final class DestinationOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "The server (${DEFAULT-VALUE}); also HOST:PORT, NAME@HOST or ircs://NAME@HOST:PORT/ROOM.")
    private String address = "";

    @Option(names = "--port", paramLabel = "PORT", description = "Its port (" + Destination.USUAL_PORT + ").")
    private @Nullable Integer port;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Your name in the chat; asked for when the certificate does not tell it.")
    private @Nullable String name;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description = "A room to go into beside the server's own, such as #tea.")
    private @Nullable String room;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** @throws UsageException if something in it is wrong, or contradicts the rest */
    Destination destination() {
        require(port == null || Destination.isPort(port), "--port", port, Destination.PORT_RULE);
        try {
            Destination to = Destination.of(address, port, name, room);
            require(to.name() == null || Names.isNick(to.name()), "--name", to.name(), Names.NICK_RULE);
            require(to.room() == null || Names.isChannel(to.room()), "--room", to.room(), "use a name such as '#tea'");
            return to;
        } catch (Problem problem) {
            throw new UsageException(spec, problem);
        }
    }

    private void require(boolean valid, String option, @Nullable Object value, String hint) {
        UsageException.require(spec, valid, option, value, hint);
    }
}
