package io.securechat.client.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands that begin with a slash. */
public final class Commands {
    private static final List<Command> ALL = Stream.of(
                    MessageCommands.ROWS,
                    UserCommands.ROWS,
                    RoomCommands.ROWS,
                    WindowCommands.ROWS,
                    List.of(
                            new Command("help", "[COMMAND]", "list all commands, or explain one", Commands::help),
                            new Command("quit", "[REASON]", "leave the chat", Input::leave)))
            .flatMap(List::stream)
            .toList();

    private static final List<String> LEGEND = List.of(
            "Anything else is sent to the room. Tab completes names and commands.",
            "alice✓: the name is verified by a certificate. hello ✓: the server has confirmed your message.",
            "… hello: not confirmed yet. ! hello: not delivered.");

    private Commands() {}

    /** Finds a command by its name in lower case. */
    static Optional<Command> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** The names of all commands, each with its slash. */
    static Stream<String> names() {
        return ALL.stream().map(command -> "/" + command.name());
    }

    private static void help(Input in, String asked) {
        Optional<Command> one = find(asked.startsWith("/") ? asked.substring(1) : asked);
        for (Command command : one.map(List::of).orElse(ALL)) {
            in.info(String.format("%-22s %s", "/" + command.name() + " " + command.parameters(), command.help()));
        }
        if (one.isEmpty()) {
            LEGEND.forEach(in::info);
        }
    }

    /** Returns the commands that a mistyped name may stand for. */
    static List<String> like(String typed) {
        return ALL.stream()
                .map(Command::name)
                .filter(known -> isNear(known, typed))
                .map(known -> "/" + known)
                .toList();
    }

    /** Returns whether one is a prefix of the other, or one letter more, less, changed or swapped makes them equal. */
    private static boolean isNear(String known, String typed) {
        if (typed.isEmpty() || known.startsWith(typed) || typed.startsWith(known)) {
            return !typed.isEmpty();
        }
        List<String> shorter = withoutOne(known);
        return shorter.contains(typed)
                || withoutOne(typed).stream().anyMatch(s -> s.equals(known) || shorter.contains(s));
    }

    private static List<String> withoutOne(String word) {
        List<String> shorter = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            shorter.add(word.substring(0, i) + word.substring(i + 1));
        }
        return shorter;
    }
}
