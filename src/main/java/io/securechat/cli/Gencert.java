package io.securechat.cli;

import io.securechat.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the certificates and keys of a server and a client on one machine. */
@Command(
        name = "gencert",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = {
            "java -jar securechat.jar gencert [OPTION...]",
            "       java -jar securechat.jar gencert COMMAND [ARGUMENT...] [OPTION...]%n"
        },
        header = {
            "Without a command it makes server.crt, server.key, client.crt and client.key,",
            "which serve and join find by themselves.",
            ""
        },
        description = {
            "The certificates are self-signed and meant for development: everybody who has",
            "client.crt and client.key may join, under any name that is free. Keys are",
            "readable by you only. Never give server.key away.%n",
            "For a team, a CA of your own gives everybody a name that nobody else can have:%n",
            "  ca      makes the CA: ca.crt and ca.key",
            "  server  makes a server's certificate, signed by the CA",
            "  user    makes a person's, whose name is then known to be true",
            "  renew   the same name with a new key; also for server, ca and crl",
            "  revoke  shuts somebody out: ca.crl",
            "  show    lists what the CA has issued, or tells what is in a file",
            "  p12     packs key and certificates for a telephone",
            "  csr     makes a key and asks a CA for its certificate",
            "  sign    the CA's answer to that%n",
            "gencert COMMAND --help tells more.%n",
            "Options:"
        })
final class Gencert implements Callable<Integer> {
    /** The names of its subcommands. */
    static final List<String> COMMANDS =
            List.of("ca", "server", "user", "renew", "revoke", "show", "p12", "csr", "sign");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "a DNS name or IP address that clients reach the server by, besides localhost, 127.0.0.1, ::1 "
                            + "and this machine's name; may be repeated")
    private List<String> hosts = List.of();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Override
    public Integer call() {
        Duration validity = days.orElse(DaysOption.SERVER);
        ServerHosts.check(spec, hosts);
        DevelopmentPair pair = DevelopmentPair.make(place.directory(), hosts, validity);
        pair.write(force);
        print(pair);
        return 0;
    }

    private void print(DevelopmentPair pair) {
        new Report(spec)
                .certificate(pair.serverCertificate(), pair.server().certificate())
                .key(pair.serverKey())
                .certificate(pair.clientCertificate(), pair.client().certificate())
                .key(pair.clientKey())
                .next(
                        "in one terminal, and then in others:",
                        Problem.command("serve"
                                + options(pair.serverCertificate(), pair.serverKey(), pair.clientCertificate())),
                        Problem.command("join"
                                + options(pair.clientCertificate(), pair.clientKey(), pair.serverCertificate())));
    }

    private String options(Path certificate, Path key, Path trusted) {
        return place.isWorkingDirectory() ? "" : Report.options(certificate, key, trusted);
    }

    /**
     * The subcommand of this name, so that only that one is loaded.
     *
     * @return null when there is none
     */
    static @Nullable Callable<Integer> subcommand(String name) {
        return switch (name) {
            case "ca" -> new GencertCa();
            case "server" -> new GencertServer();
            case "user" -> new GencertUser();
            case "renew" -> new GencertRenew();
            case "revoke" -> new GencertRevoke();
            case "show" -> new GencertShow();
            case "p12" -> new GencertPkcs12();
            case "csr" -> new GencertCsr();
            case "sign" -> new GencertSign();
            default -> null;
        };
    }
}
