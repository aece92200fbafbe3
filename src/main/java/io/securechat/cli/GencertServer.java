package io.securechat.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert server}: a server's certificate from the CA. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert server [HOST...] [OPTION...]%n",
        header = {
            "Makes a certificate for a server, signed by the CA of the directory: server.crt",
            "and server.key.",
            ""
        },
        description = {
            "HOST is a DNS name or IP address that clients reach the server by, besides",
            "localhost, 127.0.0.1, ::1 and the name of this machine.%n",
            "Options:"
        })
final class GencertServer implements Callable<Integer> {
    static final String NAME = "securechat server";

    /** What RFC 5280 gives to a CN. */
    private static final int LONGEST_NAME = 64;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "HOST", arity = "0..*", description = "how clients reach the server")
    private List<String> parameters = List.of();

    @Option(names = "--host", paramLabel = "NAME", description = "the same as HOST; may be repeated")
    private List<String> options = List.of();

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Override
    public Integer call() {
        List<String> hosts =
                Stream.of(parameters, options).flatMap(List::stream).toList();
        ServerHosts.check(spec, hosts);
        String name = hosts.isEmpty() || hosts.get(0).length() > LONGEST_NAME ? NAME : hosts.get(0);
        new ServerIssue(authority)
                .issue(name, ServerHosts.with(hosts), days.orElse(DaysOption.SERVER), force, new Report(spec));
        return 0;
    }
}
