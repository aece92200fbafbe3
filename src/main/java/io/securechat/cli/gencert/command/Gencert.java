package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.DevelopmentPair;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.gencert.ServerHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gencert}: creates the certificates and keys of a server and a client for development. */
@Command(
        name = "gencert",
        header = "Create certificates and keys.",
        customSynopsis = {"${COMMAND-FULL-NAME} [OPTIONS]", "       ${COMMAND-FULL-NAME} COMMAND [ARGUMENTS] [OPTIONS]"
        },
        description = {
            "Without a command, gencert creates server.crt, server.key, client.crt and client.key, which serve "
                    + "and join find by themselves. These certificates are self-signed and meant for development: "
                    + "anyone who has client.crt and client.key can join, under any name not in use. Only you can "
                    + "read the keys. Never give server.key away.%n",
            "For a team, create a CA. It gives each user a name that nobody else can have:%n",
            "  ca      create the CA: ca.crt and ca.key",
            "  server  issue a certificate for a server",
            "  user    issue a certificate for a user, whose name is then verified",
            "  users   issue certificates for all users in a CSV file",
            "  renew   issue a new key and certificate for a name, server, ca or crl",
            "  revoke  revoke the certificates of a user: ca.crl",
            "  show    list the certificates that the CA has issued, or describe a file",
            "  p12     pack a key and its certificates for a phone",
            "  csr     create a key and a certificate signing request",
            "  sign    sign a certificate signing request%n",
            "\"gencert COMMAND --help\" lists the options of a command."
        })
public final class Gencert implements Callable<Integer> {
    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "DNS name or IP address of the server, in addition to localhost, 127.0.0.1, ::1 and the name of this machine; may be repeated")
    private List<String> hosts = List.of();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--force", description = "Replace existing files")
    private boolean force;

    @Override
    public Integer call() {
        Duration validity = days.orElse(DaysOption.SERVER);
        ServerHosts.check(hosts);
        DevelopmentPair pair = DevelopmentPair.make(place.directory(), hosts, validity);
        pair.write(force);
        print(pair);
        return 0;
    }

    private void print(DevelopmentPair pair) {
        new IssueReport()
                .certificate(pair.serverCertificate(), pair.server().certificate())
                .key(pair.serverKey())
                .certificate(pair.clientCertificate(), pair.client().certificate())
                .key(pair.clientKey())
                .next(
                        "in one terminal and then in others:",
                        Problem.command("serve"
                                + options(pair.serverCertificate(), pair.serverKey(), pair.clientCertificate())),
                        Problem.command("join"
                                + options(pair.clientCertificate(), pair.clientKey(), pair.serverCertificate())));
    }

    private String options(Path certificate, Path key, Path trusted) {
        return place.isWorkingDirectory() ? "" : IssueReport.options(certificate, key, trusted);
    }
}
