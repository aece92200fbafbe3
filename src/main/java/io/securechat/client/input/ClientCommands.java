package io.securechat.client.input;

import io.securechat.client.event.Notice;
import java.util.List;

/** The commands about the client itself. */
final class ClientCommands {
    static final List<Command> ROWS = List.of(
            new Command("clear", "", "clear the screen", ClientCommands::clear),
            new Command("help", "[TOPIC]", "list all commands, or explain one", ClientCommands::help)
                    .complete(Words.TOPICS),
            new Command("quit", "[REASON]", "leave the chat; quit alone does, too", Input::leave).alias("exit"));

    private ClientCommands() {}

    private static void clear(Input in, String ignored) {
        in.show(new Notice.Cleared(in.chat().now()));
    }

    private static void help(Input in, String asked) {
        Help.page(asked)
                .ifPresentOrElse(page -> in.show(new Notice.Help(in.chat().now(), page)), () -> {
                    List<String> like = Help.like(asked);
                    in.fail(
                            "there is no command or topic '" + asked + "'",
                            like.isEmpty() ? "/help lists all" : "did you mean " + String.join(" or ", like) + "?");
                });
    }
}
