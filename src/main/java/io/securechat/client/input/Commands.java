package io.securechat.client.input;

import io.securechat.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands that begin with a slash, in the groups that {@code /help} shows. */
public final class Commands {
    private static final Map<String, List<Command>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Messages", MessageCommands.ROWS);
        GROUPS.put("Windows", WindowCommands.ROWS);
        GROUPS.put("Rooms", RoomCommands.ROWS);
        GROUPS.put("Operators", RoomCommands.OPERATORS);
        GROUPS.put("People", UserCommands.ROWS);
        GROUPS.put("Client", ClientCommands.ROWS);
    }

    private Commands() {}

    /** The groups, by name. */
    static Map<String, List<Command>> groups() {
        return GROUPS;
    }

    static Stream<Command> all() {
        return GROUPS.values().stream().flatMap(List::stream);
    }

    /** Finds a command by its name or an alias, in lower case. */
    static Optional<Command> find(String name) {
        return all().filter(command -> command.names().anyMatch(name::equals)).findFirst();
    }

    /** Returns the command of a name, or all commands with a name that begins with a text. */
    static List<Command> beginningWith(String typed) {
        return find(typed)
                .map(List::of)
                .orElseGet(() -> typed.isEmpty()
                        ? List.of()
                        : all().filter(command -> command.names().anyMatch(name -> name.startsWith(typed)))
                                .toList());
    }

    /** Returns the parameters that the command in a line takes next, if the line ends with a blank; or empty. */
    public static String hint(String line) {
        List<String> words = List.of(line.split(" +", -1));
        if (!line.startsWith("/") || words.size() < 2 || !line.endsWith(" ")) {
            return "";
        }
        List<Command> found = beginningWith(words.get(0).substring(1).toLowerCase(Locale.ROOT));
        return found.size() == 1 ? found.get(0).parameters(words.size() - 2) : "";
    }

    /** Returns the names of commands, each with its slash, that a mistyped name probably means. */
    static List<String> like(String typed) {
        return Nearest.all(typed, all().flatMap(Command::names).toList()).stream()
                .map(name -> "/" + name)
                .toList();
    }
}
