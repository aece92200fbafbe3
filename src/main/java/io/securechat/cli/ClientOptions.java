package io.securechat.cli;

import io.securechat.Shell;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --for}: that another program than {@code join} will be used, and which server it will connect to. */
final class ClientOptions {
    private static final ServerAddress USUAL_SERVER = new ServerAddress("localhost", 8443);

    @Option(
            names = "--for",
            paramLabel = "CLIENT",
            converter = ByName.class,
            description = "also write NAME.pem, and tell what to type in this client: " + ClientProgram.NAMES)
    private @Nullable ClientProgram program;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:8443",
            converter = ServerAddress.Converter.class,
            description = "the server, for what --for tells (default: ${DEFAULT-VALUE})")
    private ServerAddress server = USUAL_SERVER;

    boolean isChosen() {
        return program != null;
    }

    /** What another command needs to do the same: nothing, or the options with a space before each. */
    String again() {
        return program == null
                ? ""
                : " --for " + program + (server.equals(USUAL_SERVER) ? "" : " --connect " + Shell.word(server));
    }

    /**
     * What to type in the chosen client, nothing when there is none.
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

    /** Picocli would show and want the names of the constants. */
    private static final class ByName implements ITypeConverter<ClientProgram> {
        @Override
        public ClientProgram convert(String name) {
            return Stream.of(ClientProgram.values())
                    .filter(program -> program.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of " + ClientProgram.NAMES));
        }
    }
}
