package io.securechat.cli.serve;

import io.netty.util.NetUtil;
import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.cli.control.ControlCommand;
import io.securechat.cli.control.ControlSocket;
import io.securechat.cli.control.LogCommand;
import io.securechat.cli.control.StatusCommand;
import io.securechat.cli.option.Defaults;
import io.securechat.cli.service.ServiceManager;
import io.securechat.cli.service.Watchdog;
import io.securechat.cli.terminal.AuditLog;
import io.securechat.cli.terminal.Logging;
import io.securechat.history.Journal;
import io.securechat.history.Retention;
import io.securechat.history.store.Journals;
import io.securechat.server.ChatServer;
import io.securechat.server.block.BlockFile;
import io.securechat.server.block.Blocks;
import io.securechat.server.metrics.MetricsServer;
import io.securechat.server.metrics.Monitored;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TlsContexts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a server with its journal and its files, from its start until a signal stops it. */
final class ServerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRunner.class);

    private final Settings settings;
    private final String journal;
    private final Retention retention;
    private final @Nullable BlockFile blocks;
    private final boolean tls12;
    private final MonitoringOptions monitoring;
    private final boolean dev;

    /**
     * @param journal its URI
     * @param blocks null for blocks that last until the server stops
     * @param dev whether the command to join is logged
     */
    ServerRunner(
            Settings settings,
            String journal,
            Retention retention,
            @Nullable BlockFile blocks,
            boolean tls12,
            MonitoringOptions monitoring,
            boolean dev) {
        this.settings = settings;
        this.journal = journal;
        this.retention = retention;
        this.blocks = blocks;
        this.tls12 = tls12;
        this.monitoring = monitoring;
        this.dev = dev;
    }

    /**
     * @param options read again on each reload
     * @throws io.securechat.Problem if the server cannot start
     */
    @SuppressWarnings("try") // some work on threads of their own
    void run(ServerFiles files, LiveOptions options) {
        var attributes = Reloader.look(files.paths());
        ServerMaterial material = files.read();
        Thread.setDefaultUncaughtExceptionHandler(ServerRunner::end);
        ServiceManager manager = ServiceManager.of(System.getenv());
        ServerSignals signals;
        try (AuditLog audit = monitoring.openAudit();
                Journal opened = Journals.open(journal, retention);
                Blocks blocked = new Blocks(blocks, Clock.systemUTC());
                ChatServer server =
                        ChatServer.start(settings, material.credentials(tls12), material.motd(), opened, blocked);
                Reloader reloader = new Reloader(
                        files,
                        () -> reread(options, audit),
                        attributes,
                        material,
                        Clock.systemUTC(),
                        manager,
                        changed -> {
                            server.appoint(changed.operators());
                            server.renew(changed.credentials(tls12), changed.motd());
                        });
                Watchdog watchdog = new Watchdog(manager, server::pulse);
                ControlSocket socket = listen(commands(server, opened, reloader));
                MetricsServer metrics = serveMetrics(server, opened, reloader)) {
            signals = new ServerSignals(reloader::reload);
            server.onRehash(reloader::reload);
            opened.contents().thenAccept(contents -> LOG.info("{}", sentence(contents)));
            material.clients().describe().forEach(LOG::info);
            warnOfStrandedAccounts(opened, material.clients().anchors().authorityKeys());
            LOG.info(
                    "{} is ready, certificate {}, TLS by {}",
                    settings.name(),
                    material.certificate(),
                    TlsContexts.provider());
            TlsContexts.fallback()
                    .ifPresent(loss -> LOG.warn(
                            "{}; name a folder that is writable and permits programs: java -Djava.io.tmpdir=DIR",
                            loss));
            if (dev) {
                LOG.info("to join, run in this directory, in another terminal: {}", join(server.address()));
            }
            if (server.address().getAddress().isAnyLocalAddress()) {
                LOG.info("accepting connections from other machines: --host is {}", settings.host());
            }
            manager.ready("listening on " + NetUtil.toSocketAddressString(server.address()));
            signals.awaitStop();
            manager.stopping();
        }
        Logging.stop();
        signals.stopped();
    }

    /** What SIGHUP and REHASH do besides reading the files again. */
    private static LiveOptions.Reread reread(LiveOptions options, @Nullable AuditLog audit) {
        if (audit != null) {
            audit.reopen();
        }
        return options.read();
    }

    /** The commands of the control socket. */
    private Map<String, ControlCommand> commands(ChatServer server, Journal opened, Reloader reloader) {
        return Map.of(
                StatusCommand.NAME,
                new StatusCommand(
                        server, opened, journal, () -> reloader.material().ends()),
                LogCommand.NAME,
                new LogCommand());
    }

    private @Nullable MetricsServer serveMetrics(ChatServer server, Journal opened, Reloader reloader) {
        InetSocketAddress address = monitoring.metrics();
        return address == null
                ? null
                : new MetricsServer(
                        address,
                        new Monitored(server, opened, () -> reloader.material().ends(), Logging::dropped));
    }

    /** Opens the control socket; null if none was asked for and the usual one is not possible. */
    private @Nullable ControlSocket listen(Map<String, ControlCommand> commands) {
        Optional<Path> file = monitoring.control().file(journal);
        if (file.isEmpty()) {
            return null;
        }
        try {
            return ControlSocket.open(file.get(), commands);
        } catch (Problem problem) {
            if (monitoring.control().isGiven()) {
                throw problem;
            }
            LOG.warn("{}; {}", problem.getMessage(), problem.hint());
            return null;
        }
    }

    private static String join(InetSocketAddress address) {
        return Problem.command("join" + (address.getPort() == Defaults.PORT ? "" : " --port " + address.getPort()));
    }

    /** Accounts do not follow a CA that was replaced by an unrelated one. */
    private static void warnOfStrandedAccounts(Journal journal, Set<String> authorities) {
        long stranded = journal.accounts().stream()
                .filter(account -> !authorities.contains(account.proof()))
                .count();
        if (stranded > 0 && !authorities.isEmpty()) {
            LOG.warn(
                    "{} in the journal {} bound to a CA that is not trusted; if another CA has replaced it: {}",
                    stranded == 1 ? "1 account" : stranded + " accounts",
                    stranded == 1 ? "is" : "are",
                    Problem.command("serve accounts"));
        }
    }

    private static void end(Thread thread, Throwable failure) {
        Fatal.check(failure);
        LOG.error("thread {} failed", thread.getName(), failure);
        Fatal.end("thread " + thread.getName() + " failed: " + failure, "restart the server, and report its log");
    }

    private String sentence(Journal.Contents contents) {
        String messages = contents.entries() == 1 ? "1 message" : contents.entries() + " messages";
        return "journal " + journal + " has " + messages
                + (contents.since() == null ? "" : ", since " + contents.since().truncatedTo(ChronoUnit.SECONDS));
    }
}
