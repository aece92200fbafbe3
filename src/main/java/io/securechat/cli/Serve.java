package io.securechat.cli;

import io.securechat.Fatal;
import io.securechat.history.Journal;
import io.securechat.history.Journals;
import io.securechat.history.Retention;
import io.securechat.irc.Names;
import io.securechat.server.ChatServer;
import io.securechat.server.NamePolicy;
import io.securechat.server.Settings;
import io.securechat.tls.TlsContexts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = {
            "java -jar securechat.jar serve [OPTION...]",
            "       java -jar securechat.jar serve COMMAND [ARGUMENT...] [OPTION...]%n"
        },
        usageHelpAutoWidth = true,
        header = "Runs the chat server. Whoever connects must show a certificate that it trusts.%n",
        description = {
            "For what was said there are commands, to be used while the server runs:%n",
            "  backup   copies the journal",
            "  export   prints what was said as JSON",
            "  reindex  makes the search index anew, while the server is stopped%n",
            "serve COMMAND --help tells more.%n",
            "Options:"
        })
final class Serve implements Callable<Integer> {
    /** The names of its subcommands. */
    static final List<String> COMMANDS = List.of("backup", "export", "reindex");

    static final String DEFAULT_NAME = "securechat.local";
    static final String DEFAULT_NETWORK = "securechat";

    /** More would fill the smallest send queue. */
    private static final int MAX_REPLAY = 100;

    private static final int MAX_KEEP = 36_500;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "Listens here (${DEFAULT-VALUE}); 0.0.0.0 opens it to other machines.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "Port (${DEFAULT-VALUE}); 0 takes any free one.")
    private int port;

    @Mixin
    private IdentityOptions identity = new IdentityOptions("server.crt");

    @Mixin
    private TrustOptions trust = new TrustOptions("client.crt");

    @Option(names = "--crl", paramLabel = "FILE", description = "Revoked certificates (ca.crl, where it exists).")
    private @Nullable Path crl;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = DEFAULT_NAME,
            description = "The server's name in IRC (${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--network",
            paramLabel = "TEXT",
            defaultValue = DEFAULT_NETWORK,
            description = "The network's name that clients show (${DEFAULT-VALUE}).")
    private String network = "";

    @Option(names = "--motd", paramLabel = "FILE", description = "Message of the day.")
    private @Nullable Path motd;

    @Option(
            names = "--lobby",
            paramLabel = "NAME",
            defaultValue = "#lobby",
            description = "The room that everybody is joined to (${DEFAULT-VALUE}).")
    private String lobby = "";

    @Option(names = "--no-lobby", description = "Joins nobody to any room.")
    private boolean noLobby;

    @Option(
            names = "--names",
            paramLabel = "POLICY",
            defaultValue = "auto",
            description =
                    "Who bears which name (${DEFAULT-VALUE}): auto, the one in the certificate that a CA has issued, and guests any other; certificate, the same without guests; free, everybody any free one.")
    private String names = "";

    @Mixin
    private JournalOption journal = new JournalOption();

    @Option(names = "--keep", paramLabel = "DAYS", description = "Deletes what was said longer ago (keeps everything).")
    private @Nullable Integer keep;

    @Option(
            names = "--keep-size",
            paramLabel = "MIB",
            description = "Deletes the oldest when the journal takes more space (any space).")
    private @Nullable Integer keepSize;

    @Option(
            names = "--replay",
            paramLabel = "N",
            defaultValue = "0",
            description = "Last messages of a room that clients get which cannot ask for them (${DEFAULT-VALUE}).")
    private int replay;

    @Mixin
    private OperatorOptions operators = new OperatorOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(names = "--tls12", description = "Accepts TLS 1.2 as well as 1.3.")
    private boolean tls12;

    @Option(
            names = "--dev",
            description = "Makes a development pair of certificates if there are none, as gencert does.")
    private boolean dev;

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs more.")
    private boolean verbose;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settings();
        Retention retention = retention();
        if (dev && DevelopmentPair.makeIfMissing(Path.of(""))) {
            System.out.println("made server.crt, server.key, client.crt and client.key, for development");
        }
        ServerFiles files = new ServerFiles(identity, trust, operators, crl, motd);
        var looks = Reloader.look(files.paths());
        ServerMaterial material = files.read();
        Logger log = LoggerFactory.getLogger(Serve.class);
        if (verbose) {
            Logging.verbose();
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            Fatal.check(failure);
            log.error("the thread {} failed", thread.getName(), failure);
            Fatal.end(
                    "the thread " + thread.getName() + " failed: " + failure, "restart the server, and report its log");
        });
        Termination termination;
        try (Housekeeping housekeeping = new Housekeeping();
                Journal opened = Journals.open(journal.uri(), retention);
                ChatServer server = ChatServer.start(settings, material.credentials(tls12), material.motd(), opened);
                Reloader reloader = new Reloader(
                        files,
                        looks,
                        material,
                        Clock.systemUTC(),
                        changed -> server.renew(changed.credentials(tls12), changed.motd()))) {
            Hangup.handle(reloader::reload);
            server.onRehash(reloader::reload);
            opened.contents().thenAccept(contents -> log.info("{}", sentence(contents)));
            material.clients().describe().forEach(log::info);
            log.info("{} is ready, certificate {}, TLS by {}", name, material.certificate(), TlsContexts.provider());
            if (server.address().getAddress().isAnyLocalAddress()) {
                log.info("other machines can connect: --host is {}", host);
            }
            termination = new Termination();
            housekeeping.serving();
            termination.await();
        }
        Logging.stop();
        termination.complete();
        return 0;
    }

    private Settings settings() {
        require(port >= 0 && port <= 65535, "--port", port, "use 1 to 65535, or 0 for any free port");
        require(replay >= 0 && replay <= MAX_REPLAY, "--replay", replay, "use 0 to " + MAX_REPLAY);
        require(name.matches("[A-Za-z0-9.-]{1,63}"), "--name", name, "use letters, digits, dots and hyphens");
        require(network.matches("[\\x21-\\x7e ]{1,40}"), "--network", network, "use up to 40 ASCII characters");
        String room = lobby.startsWith("#") ? lobby : "#" + lobby;
        require(Names.isChannel(room), "--lobby", lobby, "use a name such as #lobby");
        return new Settings(
                host,
                port,
                name,
                network,
                noLobby ? null : room,
                namePolicy(),
                replay,
                new Settings.Operators(operators.names(), operators.password()),
                new Settings.Limits(
                        limits.sendQueue(),
                        limits.ping(),
                        limits.connections(),
                        limits.perCertificate(),
                        limits.flood(),
                        limits.largeRoom()));
    }

    private Retention retention() {
        require(keep == null || (keep > 0 && keep <= MAX_KEEP), "--keep", keep, "use 1 to " + MAX_KEEP + " days");
        require(keepSize == null || keepSize > 0, "--keep-size", keepSize, "use 1 or more");
        return new Retention(keep == null ? null : Duration.ofDays(keep), keepSize == null ? 0 : (long) keepSize << 20);
    }

    private String sentence(Journal.Contents contents) {
        String messages = contents.entries() == 1 ? "1 message" : contents.entries() + " messages";
        return "the journal " + journal.uri() + " has " + messages
                + (contents.since() == null ? "" : ", since " + contents.since().truncatedTo(ChronoUnit.SECONDS));
    }

    private NamePolicy namePolicy() {
        return Stream.of(NamePolicy.values())
                .filter(policy -> policy.name().equalsIgnoreCase(names))
                .findFirst()
                .orElseThrow(() -> UsageException.invalid(spec, "--names", names, "use auto, certificate or free"));
    }

    private void require(boolean valid, String option, @Nullable Object value, String hint) {
        UsageException.require(spec, valid, option, value, hint);
    }

    /**
     * The subcommand of this name, so that only that one is loaded.
     *
     * @return null when there is none
     */
    static @Nullable Callable<Integer> subcommand(String name) {
        return switch (name) {
            case "backup" -> new ServeBackup();
            case "export" -> new ServeExport();
            case "reindex" -> new ServeReindex();
            default -> null;
        };
    }
}
