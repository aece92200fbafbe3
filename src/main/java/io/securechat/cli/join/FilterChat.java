package io.securechat.cli.join;

import io.securechat.cli.terminal.StandardStreams;
import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.Filter;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.event.Event;
import io.securechat.client.input.TextLines;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** {@code join} as a filter: sends the lines of standard input, and prints events. */
final class FilterChat {
    private final Endpoint endpoint;
    private final Optional<String> name;
    private final Optional<String> room;
    private final boolean json;

    FilterChat(Endpoint endpoint, Optional<String> name, Optional<String> room, boolean json) {
        this.endpoint = endpoint;
        this.name = name;
        this.room = room;
        this.json = json;
    }

    /**
     * Connects, and returns the exit code at the end of the input. Without a name, it prompts at a terminal and otherwise uses that
     * of the user in the operating system, with a number if it is taken.
     *
     * @param typed whether standard input is a terminal
     * @throws io.securechat.Problem if the server refuses the name or ends the connection for good
     */
    int run(boolean typed, Consumer<Event> out) {
        StandardStreams.checkInput();
        TextLines in = new TextLines(System.in);
        Optional<String> nick = name.isEmpty() && typed
                ? NamePrompt.ask(question -> answer(question, in), NamePrompt.suggestion())
                : name.or(() -> Optional.of(NamePrompt.suggestion()));
        if (nick.isEmpty()) {
            return NamePrompt.GIVEN_UP;
        }
        try (ChatClient client = new ChatClient(endpoint, out, ChatOptions.asFilter(room, json))) {
            connect(client, nick.get(), name.isEmpty() && !typed);
            new Filter(client, in, typed, room).run();
        }
        return 0;
    }

    private static void connect(ChatClient client, String nick, boolean retry) {
        try {
            client.connect(nick);
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
