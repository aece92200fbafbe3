package io.securechat.cli.serve;

import io.securechat.NativeFolder;
import io.securechat.Problem;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Configured;
import io.securechat.cli.configuration.Live;
import io.securechat.cli.configuration.OptionValue;
import io.securechat.cli.gencert.DevelopmentPair;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.history.store.Journals;
import io.securechat.server.block.BlockFile;
import io.securechat.server.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the server until a signal stops it. */
@Command(
        name = "serve",
        header = "Run the chat server. Clients must present a trusted certificate.",
        customSynopsis = {"${COMMAND-FULL-NAME} [OPTIONS]", "       ${COMMAND-FULL-NAME} COMMAND [OPTIONS]"},
        description = {
            "Commands for a running server:%n",
            "  status   show who is connected, the journal and certificates",
            "  log      change the log level%n",
            "Commands for the configuration:%n",
            "  config   print or check the options%n",
            "Commands for the stored messages:%n",
            "  backup   copy the journal, also while the server runs",
            "  export   print the messages as JSON, also while the server runs",
            "  check    look for damage, also while the server runs",
            "  salvage  save what can be read of a damaged journal",
            "  restore  put a backup in the place of the journal",
            "  reindex  rebuild the search index, while the server is stopped%n",
            "Commands for people:%n",
            "  block     keep a user or an address out, also while the server runs",
            "  erase     erase all messages of a person, while the server is stopped",
            "  accounts  list the accounts, and move them to another CA%n",
            "\"serve COMMAND --help\" lists the options of a command."
        })
public final class Serve implements Callable<Integer>, Configured {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private IdentityOptions identity = new IdentityOptions("server.crt");

    @Mixin
    private TrustOptions trust = new TrustOptions("client.crt");

    @Live
    @Option(
            names = "--crl",
            paramLabel = "FILE",
            description =
                    "Revocation lists (default: ca.crl in the working directory or beside a trusted file, if it exists)")
    private @Nullable Path crl;

    @Live
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Configuration configuration;
    private Supplier<?> again = () -> this;

    @Override
    public void configure(Configuration read, Supplier<?> again) {
        this.configuration = read;
        this.again = again;
    }

    /** Returns the values of the options, and where each comes from. */
    List<OptionValue> values() {
        return OptionValue.of(spec, Objects.requireNonNull(configuration));
    }

    /** Returns a problem with the line or variable that sets an option in place of the option. */
    Problem named(Problem problem) {
        return Objects.requireNonNull(configuration).named(problem);
    }

    /** Checks the options, but not the files that they name. */
    void checkOptions() {
        ServerRunner unused = runner();
        Optional<Path> unusedSocket = monitoring.control().file(journal.uri());
    }

    /**
     * Checks the options and the files that they name.
     *
     * @throws io.securechat.Problem if the server would not start with them
     */
    public void check() {
        checkOptions();
        Journals.check(journal.uri(), retention.retention());
        monitoring.check(server.port());
        BlockFile blocked = blocks.file(journal);
        if (blocked != null) {
            blocked.read();
        }
        if (!dev) {
            files().read();
        }
    }

    /** Returns the files that the options name. */
    ServerFiles files() {
        return new ServerFiles(identity, trust, operators, crl, motd);
    }

    private ServerRunner runner() {
        Settings settings = server.settings(operators, limits);
        return new ServerRunner(
                settings, journal.uri(), retention.retention(), blocks.file(journal), tls12, monitoring, dev);
    }

    @Override
    public Integer call() {
        monitoring.startLogging();
        NativeFolder.own().use();
        ServerRunner runner = runner();
        if (dev && DevelopmentPair.makeIfMissing(Path.of(""))) {
            System.out.println("created server.crt, server.key, client.crt and client.key for development");
        }
        runner.run(files(), new LiveOptions(values(), () -> (Serve) again.get()));
        return 0;
    }
}
