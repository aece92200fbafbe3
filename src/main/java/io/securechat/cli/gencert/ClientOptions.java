package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.option.Converters.Choice;
import io.securechat.cli.option.Defaults;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    @Option(
            names = "--bundle",
            description =
                    "Also write NAME.zip to send to the user: certificate, key, ca.crt and a README for Linux, macOS, Windows and phones, with the server of --connect, or that of server.crt")
    private boolean bundle;

    public boolean isBundle() {
        return bundle;
    }

    public boolean isChosen() {
        return program != null;
    }

    /** Returns the options for another command, each with a leading space; empty if no client is chosen. */
    public String again() {
        return (program == null ? "" : " --for " + program)
                + (bundle ? " --bundle" : "")
                + (server.equals(USUAL_SERVER) ? "" : " --connect " + Shell.word(server));
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

    /**
     * Returns the server of a bundle: that of {@code --connect}, or the one that a certificate is for.
     *
     * @param certificate server.crt, which may be missing
     * @throws Problem if neither tells it
     */
    ServerAddress bundleServer(Path certificate) {
        if (!server.equals(USUAL_SERVER)) {
            return server;
        }
        Optional<String> host = Files.exists(certificate)
                ? CertificateName.claimed(PemFiles.readChain(certificate).get(0))
                        .filter(HostNames::isValid)
                : Optional.empty();
        return host.map(name -> new ServerAddress(name, ServerAddress.USUAL_PORT))
                .orElseThrow(() -> new Problem(
                        "the server that the README should name is unknown: " + certificate
                                + (Files.exists(certificate) ? " has no host name of its own" : " is missing"),
                        "name it with --connect HOST:PORT"));
    }

    private static final class ByName extends Choice<ClientProgram> {
        ByName() {
            super(ClientProgram.values());
        }
    }
}
