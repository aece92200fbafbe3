package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.CertificateName;
import io.securechat.tls.HostNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the certificates and keys of a server and a client on one machine. */
@Command(
        name = "gencert",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert [OPTION...]%n",
        header = {
            "Makes server.crt, server.key, client.crt and client.key, which serve and join",
            "find by themselves.",
            ""
        },
        description = {
            "The certificates are self-signed and meant for development: everybody who has",
            "client.crt and client.key may join, under any name that is free. Keys are",
            "readable by you only. Never give server.key away.%n",
            "Options:"
        })
final class Gencert implements Callable<Integer> {
    private static final int MOST_DAYS = 3650;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "where to put the files (default: the working directory)")
    private Path directory = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "a DNS name or IP address that clients reach the server by, besides localhost, 127.0.0.1, ::1 "
                            + "and this machine's name; may be repeated")
    private List<String> hosts = List.of();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "how long the certificates are valid, 1 to " + MOST_DAYS + " (default: ${DEFAULT-VALUE})")
    private int days = DevelopmentPair.DEFAULT_DAYS;

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Override
    public Integer call() {
        check();
        DevelopmentPair pair = DevelopmentPair.make(directory, hosts, days);
        pair.write(force);
        print(pair);
        return 0;
    }

    private void check() {
        if (days < 1 || days > MOST_DAYS) {
            throw new UsageException(
                    spec, new Problem("invalid value for --days: '" + days + "'", "use 1 to " + MOST_DAYS));
        }
        try {
            hosts.forEach(HostNames::check);
        } catch (Problem problem) {
            throw new UsageException(spec, problem);
        }
    }

    private void print(DevelopmentPair pair) {
        PrintWriter out = spec.commandLine().getOut();
        printCertificate(out, pair.serverCertificate(), pair.server().certificate());
        printKey(out, pair.serverKey());
        printCertificate(out, pair.clientCertificate(), pair.client().certificate());
        printKey(out, pair.clientKey());
        out.println();
        out.println("Next, in one terminal:   " + Problem.command("serve" + serveOptions(pair)));
        out.println("and in another terminal: " + Problem.command("join" + joinOptions(pair)));
        out.flush();
    }

    private static void printCertificate(PrintWriter out, Path file, X509Certificate certificate) {
        LocalDate end = LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
        out.println(file + "  valid until " + end);
        out.println("    SHA-256 " + CertificateName.fingerprint(certificate));
    }

    private static void printKey(PrintWriter out, Path file) {
        out.println(file + "  the private key of it, for your eyes only");
    }

    private String serveOptions(DevelopmentPair pair) {
        return isWorkingDirectory()
                ? ""
                : " --cert " + pair.serverCertificate() + " --key " + pair.serverKey() + " --trust "
                        + pair.clientCertificate();
    }

    private String joinOptions(DevelopmentPair pair) {
        return isWorkingDirectory()
                ? ""
                : " --cert " + pair.clientCertificate() + " --key " + pair.clientKey() + " --trust "
                        + pair.serverCertificate();
    }

    private boolean isWorkingDirectory() {
        return directory.toAbsolutePath().normalize().equals(Path.of("").toAbsolutePath());
    }
}
