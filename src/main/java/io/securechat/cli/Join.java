package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.client.ChatClient;
import io.securechat.client.Console;
import io.securechat.client.Endpoint;
import io.securechat.client.Event;
import io.securechat.client.Filter;
import io.securechat.client.NickRefused;
import io.securechat.client.PlainOutput;
import io.securechat.client.Quiet;
import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFiles;
import io.securechat.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code join}: reads the options, asks for what they leave open, and chooses between a terminal and a filter. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
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

    enum Colour {
        auto,
        always,
        never
    }

    @Parameters(arity = "0..1", defaultValue = "localhost", description = "the server (${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--port", defaultValue = "8443", description = "its port (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--name", description = "your name in the chat")
    private @Nullable String name;

    @Option(names = "--cert", defaultValue = "client.crt", description = "your certificate (${DEFAULT-VALUE})")
    private Path cert = Path.of("");

    @Option(names = "--key", defaultValue = "client.key", description = "its private key (${DEFAULT-VALUE})")
    private Path key = Path.of("");

    @Option(names = "--passphrase-file", description = "has the key's passphrase in its first line")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--trust",
            description = "certificate of the server or its CA; repeatable (server.crt and ca.crt, where they exist)")
    private List<Path> trust = new ArrayList<>();

    @Option(names = "--room", description = "a room to go into, such as #tea")
    private @Nullable String room;

    @Option(names = "--no-verify-host", description = "accept a server whose certificate is for another host")
    private boolean noVerifyHost;

    @Option(names = "--color", defaultValue = "auto", description = "auto, always or never (${DEFAULT-VALUE})")
    private Colour color = Colour.auto;

    @Option(names = "--json", description = "print each event as a JSON object on a line of its own")
    private boolean json;

    @Option(names = "--log", description = "add all you see to a file, too")
    private @Nullable Path log;

    @Override
    public Integer call() throws IOException {
        Quiet.please();
        check();
        boolean typed = Console.isInputTerminal();
        boolean screen = Console.isOutputTerminal();
        boolean usable = !System.getenv().getOrDefault("TERM", "dumb").equals("dumb") || isWindows();
        Optional<PlainOutput> file = Optional.ofNullable(log).map(PlainOutput::log);
        try {
            if (typed && screen && usable && !json) {
                try (Console console = Console.open(colours(true))) {
                    return converse(console, file);
                }
            }
            return filter(typed, json ? PlainOutput.json() : PlainOutput.text(colours(screen && usable)), file);
        } finally {
            file.ifPresent(PlainOutput::close);
        }
    }
}
