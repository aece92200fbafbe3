package io.securechat.cli.gencert.command;

import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.Issuer;
import io.securechat.cli.gencert.ServerHosts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert server}: issues a certificate for a server. */
@Command(
        name = "server",
        header = "Issue a key and a certificate for a server: server.key and server.crt.",
        description = {
            "HOST is a DNS name or IP address of the server, in addition to localhost, 127.0.0.1, ::1 and "
                    + "the name of this machine."
        })
public final class GencertServer implements Callable<Integer> {
    static final String NAME = "securechat server";

    /** Maximum length of a common name (RFC 5280, ub-common-name). */
    private static final int LONGEST_NAME = 64;

    @Parameters(paramLabel = "HOST", arity = "0..*", description = "DNS name or IP address of the server")
    private List<String> parameters = List.of();

    @Option(names = "--host", paramLabel = "NAME", description = "Same as HOST; may be repeated")
    private List<String> options = List.of();

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--force", description = "Replace existing files")
    private boolean force;

    @Override
    public Integer call() {
        List<String> hosts =
                Stream.of(parameters, options).flatMap(List::stream).toList();
        ServerHosts.check(hosts);
        String name = hosts.isEmpty() || hosts.get(0).length() > LONGEST_NAME ? NAME : hosts.get(0);
        new Issuer(authority).server(name, ServerHosts.with(hosts), days.orElse(DaysOption.SERVER), force);
        return 0;
    }
}
