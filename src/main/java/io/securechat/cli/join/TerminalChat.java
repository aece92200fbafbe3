package io.securechat.cli.join;

import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Knock;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.console.Console;
import io.securechat.client.event.Event;
import io.securechat.client.setting.Settings;
import io.securechat.client.state.Folders;
import io.securechat.client.view.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** {@code join} at a terminal. */
final class TerminalChat {
    private static final int MAX_HISTORY = 100;

    /** Rows of the screen left for new messages. */
    private static final int FREE_ROWS = 6;

    private final Endpoint endpoint;
    private final Optional<String> name;
    private final List<String> rooms;
    private final boolean history;
    private final Settings settings;

    /** @param history whether earlier messages are shown */
    TerminalChat(Endpoint endpoint, Optional<String> name, List<String> rooms, boolean history, Settings settings) {
        this.endpoint = endpoint;
        this.name = name;
        this.rooms = rooms;
        this.history = history;
        this.settings = settings;
    }

    /**
     * Prompts for the name if there is none, connects, and returns the exit code when the user leaves.
     *
     * @param log receives what the user sees, too
     * @throws io.securechat.Problem if the server ends the connection for good
     */
    int run(boolean colors, LogFile log) throws IOException {
        try (Console console = Console.open(colors, settings)) {
            SlowStart slow = new SlowStart(() -> console.print("connecting to " + endpoint.address() + " …"));
            Consumer<Event> screen = slow.andThen(console);
            Path state = Folders.own(System.getenv()).state();
            ChatOptions options =
                    ChatOptions.atTerminal(rooms, screenful(console), state).with(settings, log);
            // The network is set up while the user reads the question.
            CompletableFuture<ChatClient> starting =
                    CompletableFuture.supplyAsync(() -> new ChatClient(endpoint, screen, options));
            if (name.isEmpty()) {
                knock(slow);
            }
            Optional<String> nick = name.or(() -> NamePrompt.ask(console::ask, NamePrompt.suggestion()));
            try (ChatClient client = starting.join()) {
                console.whenBehind(client::screenBehind);
                while (nick.isPresent()) {
                    try {
                        connect(client, nick.get(), slow);
                        console.remember(endpoint.account(state, nick.get()));
                        client.ended().whenComplete((done, failure) -> console.stop());
                        console.run(client);
                        client.check();
                        return 0;
                    } catch (NickRefused e) {
                        console.print(e.getMessage());
                        nick = NamePrompt.ask(console::ask, "");
                    }
                }
            }
            return NamePrompt.GIVEN_UP;
        }
    }

    /** Ends before the question for the name if no server listens. */
    private void knock(SlowStart slow) {
        slow.begin();
        try {
            Knock.anywhere(endpoint);
        } finally {
            slow.end();
        }
    }

    private static void connect(ChatClient client, String nick, SlowStart slow) throws NickRefused {
        slow.begin();
        try {
            client.connect(nick);
        } finally {
            slow.end();
        }
    }

    /** Returns the number of earlier messages that nearly fill the screen. */
    private int screenful(Console console) {
        return history ? Math.max(1, Math.min(MAX_HISTORY, console.rows() - FREE_ROWS)) : 0;
    }
}
