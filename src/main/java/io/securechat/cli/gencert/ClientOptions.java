package io.securechat.cli.gencert;

import io.securechat.Shell;
import io.securechat.cli.option.Converters.Choice;
import io.securechat.cli.option.Defaults;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --for} and {@code --connect}: a client other than {@code join}, and the server it connects to. */
public final class ClientOptions {
    private static final ServerAddress USUAL_SERVER = new ServerAddress("localhost", Defaults.PORT);

    @Option(
            names = "--for",
            paramLabel = "CLIENT",
            converter = ByName.class,
            completionCandidates = ByName.class,
            description = "Also write NAME.pem, and print the settings for this client: " + ClientProgram.NAMES)
    private @Nullable ClientProgram program;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:8443",
            converter = ServerAddress.Converter.class,
            description = "Server in the settings printed by --for (default: ${DEFAULT-VALUE})")
    private ServerAddress server = USUAL_SERVER;

    public boolean isChosen() {
        return program != null;
    }

    /** Returns the options for another command, each with a leading space; empty if no client is chosen. */
    public String again() {
        return program == null
                ? ""
                : " --for " + program + (server.equals(USUAL_SERVER) ? "" : " --connect " + Shell.word(server));
    }

    /**
     * Returns the settings for the chosen client, one per line; empty if none is chosen.
     *
     * @param both the file with certificate and key
     * @param authority the CA's certificate
     */
    String[] instructions(UserName user, Path both, Path authority) {
        return program == null
                ? new String[0]
                : program.lines(
                        server,
                        user.name(),
                        both.toAbsolutePath().toString(),
                        authority.toAbsolutePath().toString());
    }

    private static final class ByName extends Choice<ClientProgram> {
        ByName() {
            super(ClientProgram.values());
        }
    }
}
