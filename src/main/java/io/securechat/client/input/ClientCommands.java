package io.securechat.client.input;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.client.event.Notice;
import io.securechat.client.event.Notice.Help.Line;
import io.securechat.client.setting.Origin;
import io.securechat.client.setting.Settings.Row;
import io.securechat.irc.Names;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The commands about the client itself. */
final class ClientCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                            "settings",
                            "[KEY [VALUE]]",
                            "list the settings, or show or change one",
                            ClientCommands::settings)
                    .complete(Words.SETTINGS)
                    .explain(
                            "Examples: /settings bell off    /settings room.#tea.bell off",
                            "Changes are kept in the settings file, which you may also edit."),
            new Command("log", "[FILE|off]", "append everything you see to a file", ClientCommands::log),
            new Command(
                    "reconnect",
                    "",
                    "connect to the server anew, at once",
                    (in, ignored) -> in.actions().reconnect()),
            new Command("clear", "", "clear the screen", ClientCommands::clear),
            new Command("help", "[TOPIC]", "list all commands, or explain one", ClientCommands::help)
                    .complete(Words.TOPICS),
            new Command("quit", "[REASON]", "leave the chat; quit alone does, too", Input::leave).alias("exit"));

    private ClientCommands() {}

    private static void settings(Input in, String rest) {
        List<String> words = Input.words(rest);
        String key = words.isEmpty() ? "" : words.get(0);
        List<Row> rows = in.settings().list();
        if (words.size() > 1) {
            in.set(key, words.get(1), key + " = " + words.get(1));
            return;
        }
        List<Line> page = rows.stream()
                .filter(row -> key.isEmpty() || Names.same(row.key(), key))
                .flatMap(row -> Help.line(entry(row), row.help()).stream())
                .toList();
        if (page.isEmpty()) {
            List<String> like = Nearest.all(key, rows.stream().map(Row::key).toList());
            in.fail(
                    "there is no setting '" + key + "'",
                    like.isEmpty() ? "/settings lists all" : "did you mean " + String.join(" or ", like) + "?");
        } else {
            in.show(new Notice.Help(in.chat().now(), page));
        }
    }

    /** Returns a setting as it is in the file, with the place that it comes from. */
    private static String entry(Row row) {
        boolean usual = row.origin().equals(Origin.DEFAULT.toString());
        return row.key() + " = " + row.value() + (usual ? "" : " (" + row.origin() + ")");
    }

    private static void log(Input in, String name) {
        Optional<Path> open = in.log().path();
        if (name.isEmpty()) {
            in.info(open.map(file -> "everything is appended to " + file + "; /log off ends it")
                    .orElse("there is no log; /log FILE begins one"));
        } else if (name.equals("off")) {
            in.info(open.map(file -> "the log in " + file + " ends here").orElse("there is no log"));
            in.log().close();
        } else {
            try {
                in.log().open(Path.of(withHome(name)).toAbsolutePath().normalize());
                log(in, "");
            } catch (InvalidPathException e) {
                in.fail("'" + name + "' is not the name of a file", "/log chat.log");
            } catch (Problem problem) {
                in.fail(String.valueOf(problem.getMessage()), "name another file: /log FILE");
            }
        }
    }

    /** Replaces the sign for the user's folder, as a shell does. */
    private static String withHome(String name) {
        return name.startsWith("~/") ? home() + name.substring(1) : name;
    }

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

    private static String home() {
        return System.getenv().getOrDefault("HOME", System.getProperty("user.home", ""));
    }
}
