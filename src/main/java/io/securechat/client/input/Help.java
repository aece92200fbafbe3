package io.securechat.client.input;

import io.securechat.Nearest;
import io.securechat.client.event.Notice.Help.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages of {@code /help}, made from the {@link Commands}. Each page fits on a screen of 80 columns and 24 rows. */
final class Help {
    private static final int COLUMNS = 79;

    /** Columns of the names of groups, with the blank behind. */
    private static final int GROUP = 11;

    /** Columns of commands and keys, with the blanks behind. */
    private static final int TERM = 24;

    private static final String BETWEEN = "  ";

    private static final List<Line> KEYS = List.of(
            key("Enter", "send the line"),
            key("Alt-Enter", "begin another line of the same message"),
            key("Tab", "complete a command, a name, a room or :emoji:"),
            key("Up, Down", "earlier and later input lines"),
            key("Ctrl-R", "find an earlier input line"),
            key("Alt-1 to Alt-9", "go to the room of this number"),
            key("Alt-a", "go to the next room with something new"),
            key("Alt-0", "go back to the room before"),
            key("Alt-Left, Alt-Right", "move by a word"),
            key("Ctrl-A, Ctrl-E", "move to the beginning or the end of the line"),
            key("Ctrl-W, Ctrl-U, Ctrl-K", "delete a word, the line before the cursor, the rest"),
            key("Ctrl-Y", "insert what was deleted last"),
            key("Ctrl-L", "clear the screen"),
            key("Ctrl-C", "clear the line; twice on an empty line, leave"),
            key("Ctrl-D", "leave, on an empty line"),
            key("Ctrl-Z", "suspend; fg continues"));

    private static final List<Line> MARKS = List.of(
            key("alice✓", "the server vouches for the name, by a certificate"),
            key("hello ✓", "the server has confirmed your message"),
            key("… hello", "your message is not confirmed yet"),
            key("! hello", "your message was not delivered"),
            key("@alice, +alice", "operator; has voice in a moderated room"));

    private Help() {}

    /** The names of all pages that are not about one command. */
    static List<String> topics() {
        return Stream.concat(
                        Stream.of("keys", "marks"),
                        Commands.groups().keySet().stream().map(group -> group.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Returns the page about a topic or a command; empty if there is none. */
    static Optional<List<Line>> page(String asked) {
        String topic = asked.strip().toLowerCase(Locale.ROOT);
        return switch (topic) {
            case "" -> Optional.of(overview());
            case "keys" -> Optional.of(KEYS);
            case "marks" -> Optional.of(MARKS);
            default ->
                Commands.groups().entrySet().stream()
                        .filter(group -> group.getKey().toLowerCase(Locale.ROOT).equals(topic))
                        .findFirst()
                        .map(group -> list(group.getValue()))
                        .or(() -> commands(topic.startsWith("/") ? topic.substring(1) : topic));
        };
    }

    /** Returns the topics and commands that a mistyped one probably means. */
    static List<String> like(String asked) {
        String name = asked.startsWith("/") ? asked.substring(1) : asked;
        List<String> known = Stream.concat(topics().stream(), Commands.all().flatMap(Command::names))
                .distinct()
                .toList();
        return Nearest.all(name.toLowerCase(Locale.ROOT), known).stream()
                .map(topic -> "/help " + topic)
                .toList();
    }

    private static Optional<List<Line>> commands(String typed) {
        List<Command> found = Commands.beginningWith(typed);
        return switch (found.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(explain(found.get(0)));
            default -> Optional.of(list(found));
        };
    }

    private static List<Line> overview() {
        List<Line> page = new ArrayList<>();
        Commands.groups()
                .forEach((group, commands) -> page.addAll(wrap(
                        pad(group, GROUP), commands.stream().map(Command::form).toList(), BETWEEN)));
        page.add(new Line("", "Other lines are sent; begin with // to send a line that begins with /."));
        page.add(new Line("", "A command may be shortened: /j #tea. /help search explains /search; see also"));
        page.add(new Line("", "/help keys, /help marks, and /help messages and so on for each group."));
        return page;
    }

    private static List<Line> list(List<Command> commands) {
        return commands.stream().flatMap(command -> line(command).stream()).toList();
    }

    private static List<Line> line(Command command) {
        return line(command.form(), command.help());
    }

    /** Returns a term with its text beside it. */
    static List<Line> line(String term, String text) {
        return wrap(pad(term, TERM), List.of(text.split(" ", -1)), " ");
    }

    private static List<Line> explain(Command command) {
        List<Line> page = new ArrayList<>(line(command));
        command.details().forEach(detail -> page.add(new Line("", detail)));
        if (!command.aliases().isEmpty()) {
            page.add(new Line("", "Also: /" + String.join(", /", command.aliases())));
        }
        return page;
    }

    /** Returns the lines of a text behind a term, filled with as many pieces as fit. */
    private static List<Line> wrap(String term, List<String> pieces, String between) {
        List<Line> lines = new ArrayList<>();
        String start = term;
        StringBuilder text = new StringBuilder();
        for (String piece : pieces) {
            if (text.length() > 0 && term.length() + text.length() + between.length() + piece.length() > COLUMNS) {
                lines.add(new Line(start, text.toString()));
                start = " ".repeat(term.length());
                text.setLength(0);
            }
            text.append(text.length() == 0 ? "" : between).append(piece);
        }
        lines.add(new Line(start, text.toString()));
        return lines;
    }

    private static Line key(String key, String text) {
        return new Line(pad(key, TERM), text);
    }

    private static String pad(String text, int columns) {
        return text.length() < columns ? text + " ".repeat(columns - text.length()) : text + " ";
    }
}
