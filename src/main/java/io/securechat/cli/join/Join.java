package io.securechat.cli.join;

import io.securechat.NativeFolder;
import io.securechat.Problem;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Configured;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.cli.terminal.StandardStreams;
import io.securechat.cli.terminal.UsageException;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.console.LibraryLogging;
import io.securechat.client.console.Terminals;
import io.securechat.client.event.Event;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.setting.When;
import io.securechat.client.view.LogFile;
import io.securechat.client.view.PlainOutput;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code join}: joins a chat, at a terminal or as a filter. */
@Command(
        name = "join",
        header = "Join a chat from this terminal.",
        description = {
            "What you type is sent to the room; /help lists all commands, quit leaves.%n",
            "If standard input is not a terminal, each line is sent as a message, unchanged, until the end of the input or a"
                    + " line that is just \"quit\". The exit code is 0 if all messages were delivered. --json, --send and --listen"
                    + " are for scripts and bots."
        })
public final class Join implements Callable<Integer>, Configured {
    @Mixin
    private DestinationOptions address = new DestinationOptions();

    @Mixin
    private IdentityOptions identity = new IdentityOptions("client.crt");

    @Mixin
    private TrustOptions trust = new TrustOptions("server.crt");

    @Mixin
    private ScriptOptions script = new ScriptOptions();

    @Option(
            names = "--no-history",
            description =
                    "Do not show messages from before you joined; those missed while disconnected are still shown")
    private boolean noHistory;

    @Option(
            names = "--check",
            description = "Diagnose the connection step by step, say how to fix it, and exit; the exit code is 0 if all"
                    + " steps succeed")
    private boolean checking;

    @Option(names = "--no-verify-host", description = "Accept a server whose certificate is for another host")
    private boolean noVerifyHost;

    @Option(names = "--log", paramLabel = "FILE", description = "Also append everything you see to this file")
    private @Nullable Path log;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: join.conf in the configuration folder of your system)")
    @SuppressWarnings("UnusedVariable") // Configuration reads the file before the options are parsed
    private @Nullable Path config;

    private Settings settings = Settings.defaults();
    private CommandSpec spec = CommandSpec.create();

    /** Adds the options of the settings to the command. */
    @Spec
    void addSettings(CommandSpec command) {
        SettingOptions.addTo(command);
        spec = command;
    }

    @Override
    public void configure(Configuration configuration, Supplier<?> again) {
        settings = configuration.client().orElse(settings);
    }

    @Override
    public Integer call() throws IOException {
        SettingOptions.put(spec.commandLine().getParseResult(), settings);
        try {
            return join();
        } catch (UsageException e) {
            throw new UsageException(MistypedProfile.explain(address.address(), settings, e.problem()));
        } catch (Problem problem) {
            throw MistypedProfile.explain(address.address(), settings, problem);
        }
    }

    private int join() throws IOException {
        if (script.isSchema()) {
            return JsonSchema.print();
        }
        script.check();
        Destination destination = address.destination();
        Optional<String> name = Optional.ofNullable(destination.name());
        List<String> rooms = address.rooms(destination);
        LibraryLogging.silence();
        NativeFolder.own().use();
        // Loading TLS takes a third of the start, and can go on beside the rest.
        CompletableFuture.runAsync(TlsContexts::provider);
        JoinFiles files = JoinFiles.of(identity, trust);
        if (checking) {
            boolean good = new JoinCheck(files, (own, servers) -> endpoint(destination, own, servers)).run(name);
            return good ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        ModestHeap.keep();
        Terminals.trouble().ifPresent(trouble -> System.err.println("warning: " + trouble));
        boolean typed = Terminals.isInput();
        boolean screen = Terminals.isOutput() && !isDumb();
        try (LogFile file = new LogFile()) {
            if (log != null) {
                file.open(log);
            }
            Endpoint endpoint = endpoint(destination, files.identity(), files.trust());
            Optional<String> nick = name.or(endpoint::claimedName);
            if (typed && screen && !script.isForPrograms()) {
                return new TerminalChat(endpoint, nick, rooms, !noHistory, settings).run(hasColors(true), file);
            }
            Consumer<Event> out = script.isJson()
                    ? PlainOutput.json(StandardStreams.output())
                    : PlainOutput.text(StandardStreams.output(), hasColors(screen), settings.get(Setting.PALETTE));
            return new FilterChat(endpoint, nick, rooms, script, !noHistory).run(typed, out.andThen(file));
        }
    }

    private Endpoint endpoint(Destination to, Identity own, Trust servers) {
        return new Endpoint(to.host(), to.port(), own, servers, !noVerifyHost);
    }

    /** Returns whether the terminal cannot move its cursor. Terminals of Windows can, and do not set TERM. */
    private static boolean isDumb() {
        return File.separatorChar == '/'
                && System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    }

    private boolean hasColors(boolean terminal) {
        When color = settings.get(Setting.COLOR);
        return color == When.ALWAYS
                || (color == When.AUTO
                        && terminal
                        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty());
    }
}
