package io.securechat.cli;

import io.securechat.client.ChatClient;
import io.securechat.client.Console;
import io.securechat.client.Endpoint;
import io.securechat.client.Event;
import io.securechat.client.Filter;
import io.securechat.client.Manner;
import io.securechat.client.NickRefused;
import io.securechat.client.PlainOutput;
import io.securechat.client.Quiet;
import io.securechat.client.StateDirectory;
import io.securechat.client.TextLines;
import io.securechat.irc.Names;
import io.securechat.tls.Identity;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.Trust;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code join}: reads the options, asks for what they leave open, and chooses between a terminal and a filter. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar join [OPTION...] [HOST]%n",
        usageHelpAutoWidth = true,
        header = "Joins a chat from this terminal.",
        description = {
            "",
            "What you type is said to everybody in the room; /help tells the commands, quit leaves.",
            "",
            "When the input is no terminal, each line of it is a message, as it stands, until the end of the input or a"
                    + " line that is just \"quit\". The exit code is 0 when all of them have arrived.",
            ""
        })
final class Join implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final int MOST_HISTORY = 100;
    private static final int ROWS_LEFT = 6;
    private static final List<String> COLOURS = List.of("auto", "always", "never");

    @Mixin
    private DestinationOptions address = new DestinationOptions();

    @Mixin
    private IdentityOptions identity = new IdentityOptions("client.crt");

    @Mixin
    private TrustOptions trust = new TrustOptions("server.crt");

    @Option(
            names = "--no-history",
            description =
                    "Does not show what was said before you came. After a break what you missed is shown nevertheless.")
    private boolean noHistory;

    @Option(
            names = "--check",
            description = "Goes the way into the chat step by step, tells what is well and what is not, and leaves. The"
                    + " exit code is 0 when all is well.")
    private boolean checking;

    @Option(names = "--no-verify-host", description = "Accepts a server whose certificate is for another host.")
    private boolean noVerifyHost;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours: auto, always or never (${DEFAULT-VALUE}); auto minds NO_COLOR.")
    private String color = "auto";

    @Option(names = "--json", description = "Prints each event as a JSON object on a line of its own.")
    private boolean json;

    @Option(names = "--log", paramLabel = "FILE", description = "Adds all that you see to this file, too.")
    private @Nullable Path log;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        Quiet.please();
        // A third of the start is TLS loading, which can go on beside the rest.
        CompletableFuture.runAsync(TlsContexts::provider);
        if (checking) {
            return new JoinCheck(files(), this::endpoint).run(name()) ? 0 : Main.FAILURE;
        }
        boolean typed = Console.isInputTerminal();
        boolean screen = Console.isOutputTerminal() && !isDumb();
        try (PlainOutput file = log == null ? null : PlainOutput.log(log)) {
            Endpoint endpoint = endpoint();
            if (typed && screen && !json) {
                return converse(endpoint, file);
            }
            Consumer<Event> out = json
                    ? PlainOutput.json(StandardStreams.output())
                    : PlainOutput.text(StandardStreams.output(), colours(screen));
            return filter(endpoint, typed, file == null ? out : out.andThen(file));
        }
    }

    private int converse(Endpoint endpoint, @Nullable PlainOutput file) throws IOException {
        try (Console console = Console.open(colours(true))) {
            Consumer<Event> screen = file == null ? console : console.andThen(file);
            // The network gets ready while the user reads the question.
            Manner manner = Manner.atTerminal(room(), screenful(console), StateDirectory.own());
            CompletableFuture<ChatClient> starting =
                    CompletableFuture.supplyAsync(() -> new ChatClient(endpoint, screen, manner));
            Optional<String> nick = givenName(endpoint).or(() -> ask(console::ask, suggestedName()));
            try (ChatClient client = starting.join()) {
                while (nick.isPresent()) {
                    try {
                        client.connect(nick.get());
                        converse(client, console);
                        return 0;
                    } catch (NickRefused e) {
                        console.print(e.getMessage());
                        nick = ask(console::ask, "");
                    }
                }
            }
            return INTERRUPTED;
        }
    }

    /** Earlier messages that fill the terminal, with some room for what comes then. */
    private int screenful(Console console) {
        return noHistory ? 0 : Math.max(1, Math.min(MOST_HISTORY, console.rows() - ROWS_LEFT));
    }

    /** Until the user leaves, or the server wants them no more. */
    private static void converse(ChatClient client, Console console) {
        client.ended().whenComplete((done, failure) -> console.stop());
        console.run(client);
        client.check();
    }

    private int filter(Endpoint endpoint, boolean typed, Consumer<Event> out) {
        StandardStreams.checkInput();
        TextLines in = new TextLines(System.in);
        Optional<String> given = givenName(endpoint);
        Optional<String> nick = given.isEmpty() && typed
                ? ask(question -> answer(question, in), suggestedName())
                : given.or(() -> Optional.of(suggestedName()));
        if (nick.isEmpty()) {
            return INTERRUPTED;
        }
        try (ChatClient client = new ChatClient(endpoint, out, Manner.asFilter(room(), json))) {
            try {
                client.connect(nick.get());
            } catch (NickRefused e) {
                if (given.isPresent() || typed) {
                    throw e.problem();
                }
                connect(client, nick.get() + "-" + ThreadLocalRandom.current().nextInt(1000, 10_000));
            }
            new Filter(client, in, typed, room()).run();
        }
        return 0;
    }

    private static void connect(ChatClient client, String nick) {
        try {
            client.connect(nick);
        } catch (NickRefused e) {
            throw e.problem();
        }
    }

    private void check() {
        address.destination();
        UsageException.require(spec, COLOURS.contains(color), "--color", color, "use " + String.join(", ", COLOURS));
    }

    /** Whether the terminal cannot move its cursor; Windows says nothing about its terminals, and they can. */
    private static boolean isDumb() {
        return File.separatorChar == '/'
                && System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    }

    private boolean colours(boolean terminal) {
        return color.equals("always")
                || (color.equals("auto")
                        && terminal
                        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty());
    }

    private Endpoint endpoint() {
        JoinFiles files = files();
        return endpoint(files.identity(), files.trust());
    }

    private Endpoint endpoint(Identity identity, Trust whom) {
        Destination to = address.destination();
        return new Endpoint(to.host(), to.port(), identity, whom, !noVerifyHost);
    }

    private Optional<String> name() {
        return Optional.ofNullable(address.destination().name());
    }

    private Optional<String> room() {
        return Optional.ofNullable(address.destination().room());
    }

    private JoinFiles files() {
        return JoinFiles.of(identity, trust);
    }

    private Optional<String> givenName(Endpoint endpoint) {
        return name().or(endpoint::claimedName);
    }

    private static String suggestedName() {
        String user = System.getProperty("user.name", "");
        return Names.isNick(user) && !Undecodable.isLost(user) ? user : "guest";
    }

    /** Asks for a name until there is a valid one; empty if the user gives up. */
    private static Optional<String> ask(Function<String, Optional<String>> asking, String suggested) {
        String question = suggested.isEmpty() ? "Username: " : "Username [" + suggested + "]: ";
        while (true) {
            Optional<String> answer = asking.apply(question).map(String::strip).map(a -> a.isEmpty() ? suggested : a);
            if (answer.isEmpty() || Names.isNick(answer.get())) {
                return answer;
            }
            if (!answer.get().isEmpty()) {
                question = "'" + answer.get() + "' cannot be a name: " + Names.NICK_RULE + ".\nUsername: ";
            }
        }
    }

    private static Optional<String> answer(String question, TextLines in) {
        System.err.print(question);
        System.err.flush();
        return Optional.ofNullable(in.next());
    }
}
