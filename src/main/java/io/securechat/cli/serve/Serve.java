package io.securechat.cli.serve;

import io.securechat.NativeFolder;
import io.securechat.cli.gencert.DevelopmentPair;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.server.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: runs the server until a signal stops it. */
@Command(
        name = "serve",
        header = "Run the chat server. Clients must present a trusted certificate.",
        customSynopsis = {"${COMMAND-FULL-NAME} [OPTIONS]", "       ${COMMAND-FULL-NAME} COMMAND [OPTIONS]"},
        description = {
            "Commands for a running server:%n",
            "  status   show who is connected, the journal and certificates",
            "  log      change the log level%n",
            "Commands for the stored messages:%n",
            "  backup   copy the journal, also while the server runs",
            "  block    keep an account, a certificate or an address out, also while the server runs",
            "  export   print the messages as JSON, also while the server runs",
            "  reindex  rebuild the search index, while the server is stopped%n",
            "\"serve COMMAND --help\" lists the options of a command."
        })
public final class Serve implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private IdentityOptions identity = new IdentityOptions("server.crt");

    @Mixin
    private TrustOptions trust = new TrustOptions("client.crt");

    @Option(names = "--crl", paramLabel = "FILE", description = "Revocation lists (default: ca.crl, if it exists)")
    private @Nullable Path crl;

    @Option(names = "--motd", paramLabel = "FILE", description = "Message of the day")
    private @Nullable Path motd;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Mixin
    private BlocksOption blocks = new BlocksOption();

    @Mixin
    private RetentionOptions retention = new RetentionOptions();

    @Mixin
    private OperatorOptions operators = new OperatorOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private MonitoringOptions monitoring = new MonitoringOptions();

    @Option(names = "--tls12", description = "Accept TLS 1.2 in addition to 1.3")
    private boolean tls12;

    @Option(names = "--dev", description = "Create development certificates as gencert does, if there are none")
    private boolean dev;

    @Override
    public Integer call() {
        monitoring.startLogging();
        NativeFolder.own().use();
        Settings settings = server.settings(operators, limits);
        if (dev && DevelopmentPair.makeIfMissing(Path.of(""))) {
            System.out.println("created server.crt, server.key, client.crt and client.key for development");
        }
        ServerFiles files = new ServerFiles(identity, trust, operators, crl, motd);
        new ServerRunner(
                        settings,
                        journal.uri(),
                        retention.retention(),
                        blocks.file(journal),
                        tls12,
                        monitoring,
                        dev)
                .run(files);
        return 0;
    }
}
