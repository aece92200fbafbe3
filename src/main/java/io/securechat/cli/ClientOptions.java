package io.securechat.cli;

import static java.util.Objects.requireNonNull;

import io.securechat.Problem;
import io.securechat.tls.HostNames;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code --for}: that another program than {@code join} will be used, and which server it will connect to. */
final class ClientOptions {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):([0-9]{1,5})");
    private static final int LAST_PORT = 65535;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

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
            description = "the server, for what --for tells (default: ${DEFAULT-VALUE})")
    private String address = "";

    boolean isChosen() {
        return program != null;
    }

    /** Refuses an address that is none, before anything is written. */
    void check() {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || !HostNames.isValid(host(parts)) || port(parts) < 1 || port(parts) > LAST_PORT) {
            throw new UsageException(
                    spec,
                    new Problem("invalid value for --connect: '" + address + "'", "use HOST:PORT, as localhost:8443"));
        }
    }

    String[] instructions(UserName user, Path both, Path authority) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalStateException(address);
        }
        return requireNonNull(program)
                .lines(
                        host(parts),
                        port(parts),
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

    private static String host(Matcher parts) {
        return parts.group(1) == null ? parts.group(2) : parts.group(1);
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group(3));
    }
}
