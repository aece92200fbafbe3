package io.securechat.cli.join;

import io.securechat.cli.terminal.StandardStreams;
import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.Filter;
import io.securechat.client.Post;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Failures;
import io.securechat.client.connection.Knock;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.event.Event;
import io.securechat.client.input.TextLines;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** {@code join} for programs: takes the lines of standard input and prints events, only prints them, or sends one message. */
final class FilterChat {
    private final Endpoint endpoint;
    private final Optional<String> name;
    private final List<String> rooms;
    private final ScriptOptions script;
    private final boolean missed;

    /** @param missed whether to print private messages that arrived while the user was away */
    FilterChat(Endpoint endpoint, Optional<String> name, List<String> rooms, ScriptOptions script, boolean missed) {
        this.endpoint = endpoint;
        this.name = name;
        this.rooms = rooms;
        this.script = script;
        this.missed = missed;
    }

    /**
     * Connects, and returns the exit code at the end of the input. Without a name, it prompts at a terminal and otherwise uses that
     * of the user in the operating system, with a number if it is taken.
     *
     * @param typed whether standard input is a terminal
     * @throws io.securechat.Problem if the server refuses the name or ends the connection for good
     */
    int run(boolean typed, Consumer<Event> out) {
        if (script.message().isPresent()) {
            send(script.message().get());
            return 0;
        } else if (script.isListening()) {
            listen(out);
            return 0;
        }
        StandardStreams.checkInput();
        TextLines in = new TextLines(System.in);
        if (name.isEmpty() && typed) {
            Knock.anywhere(endpoint);
        }
        Optional<String> nick = name.isEmpty() && typed
                ? NamePrompt.ask(question -> answer(question, in), NamePrompt.suggestion())
                : Optional.of(name.orElseGet(NamePrompt::suggestion));
        if (nick.isEmpty()) {
            return NamePrompt.GIVEN_UP;
        }
        try (ChatClient client = new ChatClient(endpoint, out, options())) {
            connect(client, nick.get(), name.isEmpty() && !typed);
            new Filter(client, in, script.mode(typed), rooms).run();
        }
        return 0;
    }

    /** Sends one message, and returns when the server has stored it. */
    private void send(String text) {
        Post post = new Post(text, script.receiver(), rooms);
        try (ChatClient client = new ChatClient(endpoint, post, ChatOptions.asFilter(rooms, false))) {
            connect(client, name.orElseGet(NamePrompt::suggestion), name.isEmpty());
            post.send(client);
        }
    }

    /** Prints events until the connection ends. */
    private void listen(Consumer<Event> out) {
        ChatOptions reading = options();
        ChatOptions options =
                script.since(Instant.now()).map(reading::withAllSince).orElse(reading);
        try (ChatClient client = new ChatClient(endpoint, out, options)) {
            connect(client, name.orElseGet(NamePrompt::suggestion), name.isEmpty());
            Filter.checkRooms(client, rooms);
            Failures.await(client.ended());
        }
    }

    private ChatOptions options() {
        ChatOptions options = ChatOptions.asFilter(rooms, script.isJson());
        return missed ? options.withMissed() : options;
    }

    /** Connects under a name, or under the same with a number if it may be changed. A signal ends the connection in order. */
    private static void connect(ChatClient client, String nick, boolean retry) {
        try {
            client.connect(nick);
            Runtime.getRuntime().addShutdownHook(new Thread(client::close, "leave"));
        } catch (NickRefused e) {
            if (!retry) {
                throw e.problem();
            }
            connect(client, nick + "-" + ThreadLocalRandom.current().nextInt(1000, 10_000), false);
        }
    }

    private static Optional<String> answer(String question, TextLines in) {
        System.err.print(question);
        System.err.flush();
        return Optional.ofNullable(in.next());
    }
}
