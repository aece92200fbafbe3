package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the user types: a message to the current room, or one of the commands that stand in rows at the top. */
final class Input {
    /** A command that begins with a slash, its parameters and help for the user, and what carries it out. */
    record Command(String name, String parameters, String help, BiConsumer<Input, String> handler) {}

    private static final String SEARCH_HELP =
            "find messages of the room; from:NAME in:#ROOM in:* after:2026-11-20 before:2026-11-24"
                    + " narrow or widen it";

    private static final List<Command> COMMANDS = Stream.of(
                    List.of(
                            new Command("me", "DOES SOMETHING", "tell what you are doing", Input::me),
                            new Command("msg", "NAME TEXT", "say something to one person only", Input::msg),
                            new Command("nick", "NAME", "take another name", Input::nick),
                            new Command("away", "[TEXT]", "let others know that you are away", Input::away),
                            new Command("back", "", "and that you are back", Input::back),
                            new Command("whois", "NAME", "more about a person", Input::whois),
                            new Command(
                                    "whoami",
                                    "",
                                    "your certificate, the server's, and what secures the connection",
                                    Input::whoami),
                            new Command("info", "", "the same as /whoami", Input::whoami),
                            new Command(
                                    "history",
                                    "[NUMBER]",
                                    "older messages of the room, going further back each time",
                                    Input::history),
                            new Command("search", "WORDS", SEARCH_HELP, Input::search),
                            new Command("delete", "", "take back your last message in the room", Input::delete)),
                    RoomCommands.ROWS,
                    List.of(
                            new Command("oper", "[PASSWORD]", "become an operator of the server", Input::oper),
                            new Command("help", "[COMMAND]", "this list", Input::help),
                            new Command("quit", "[REASON]", "leave the chat", Input::quit)))
            .flatMap(List::stream)
            .toList();

    /** Messages that may be asked for. */
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,2}");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** Bytes of {@code CTCP ACTION} around a text. */
    private static final int ACTION_FRAME = Utf8.length(Conversation.action(""));

    private final Conversation chat;
    private final Actions actions;
    private final ZoneId zone;

    /**
     * Reads nothing yet.
     *
     * @param zone of the user's clock
     */
    Input(Conversation chat, Actions actions, ZoneId zone) {
        this.chat = chat;
        this.actions = actions;
        this.zone = zone;
    }

    /** What typing brings about. */
    interface Actions {
        void send(Message message);

        void show(Event event);

        /** Bytes of a message to a room or a person that fit into one line. */
        int room(String target);

        /** How large messages of several lines may be. */
        MultilineLimits multiline();

        /** Shows older messages of a place. */
        void older(String place, int count);

        /** Takes back the user's own last message in a place. */
        void takeBack(String place);

        void search(Query query);

        /** Shows who the user is, and what secures the connection. */
        void identify();

        void leave(String reason);
    }

    /** Carries out what was typed or pasted. Several lines are something to say, whatever they begin with. */
    void typed(String text) {
        List<String> lines = Paste.lines(text);
        if (lines.size() == 1) {
            line(lines.get(0));
        } else {
            say(text);
        }
    }

    /** What to ask the user before a text is carried out: whether they want to send so much. */
    Optional<String> question(String text) {
        return chat.room().flatMap(room -> paste(room, text).question(room));
    }

    private void line(String line) {
        if (line.equals("quit")) {
            actions.leave("");
        } else if (line.startsWith("//")) {
            say(line.substring(1));
        } else if (line.startsWith("/")) {
            String[] words = SPACES.split(line.substring(1), 2);
            command(words[0], words.length > 1 ? words[1] : "");
        } else {
            say(line);
        }
    }

    private void say(String text) {
        if (!text.isBlank()) {
            inRoom(room -> utter(room, text));
        }
    }

    /** Says something in a room, whatever it begins with. What is blank cannot be said. */
    void say(String room, String text) {
        if (!text.isBlank()) {
            utter(room, text);
        }
    }

    private void utter(String target, String text) {
        for (String message : paste(target, text).messages()) {
            actions.send(Message.of("PRIVMSG", target, message));
        }
    }

    private Paste paste(String target, String text) {
        return new Paste(text, actions.multiline(), actions.room(target));
    }

    private void command(String typed, String rest) {
        String name = typed.toLowerCase(Locale.ROOT);
        for (Command command : COMMANDS) {
            if (command.name.equals(name)) {
                command.handler.accept(this, rest);
                return;
            }
        }
        List<String> near = COMMANDS.stream()
                .map(Command::name)
                .filter(known -> isNear(known, name))
                .map(known -> "/" + known)
                .toList();
        fail(
                "there is no command /" + typed,
                near.isEmpty()
                        ? "/help tells the commands; to say it, begin with two slashes"
                        : "did you mean " + String.join(" or ", near) + "?");
    }

    private void me(String text) {
        String room = chat.room().orElse("");
        if (text.isEmpty() || room.isEmpty()) {
            usage("me");
        } else {
            for (String piece : Utf8.split(text.replace("\0", ""), actions.room(room) - ACTION_FRAME)) {
                actions.send(Message.of("PRIVMSG", room, Conversation.action(piece)));
            }
        }
    }

    private void msg(String rest) {
        String[] words = SPACES.split(rest, 2);
        if (words.length < 2 || words[1].isEmpty()) {
            usage("msg");
        } else if (Names.isChannel(words[0]) && !chat.isIn(words[0])) {
            fail("you are not in " + words[0], "/join " + words[0]);
        } else if (isName(words[0])) {
            utter(words[0], words[1]);
        }
    }

    private void nick(String name) {
        if (name.isEmpty()) {
            usage("nick");
        } else if (isNick(name)) {
            chat.askFor(name);
            actions.send(Message.of("NICK", name));
        }
    }

    private void away(String text) {
        actions.send(Message.of("AWAY", text.isEmpty() ? Replies.DEFAULT_AWAY : text));
    }

    private void back(String ignored) {
        actions.send(Message.of("AWAY"));
    }

    /** A server to which the certificate is enough takes any password. */
    private void oper(String password) {
        actions.send(Message.of("OPER", chat.nick(), password.isEmpty() ? "*" : password));
    }

    private void whois(String name) {
        if (name.isEmpty()) {
            usage("whois");
        } else if (isNick(name)) {
            actions.send(Message.of("WHOIS", name));
        }
    }

    private void whoami(String ignored) {
        actions.identify();
    }

    private void history(String count) {
        inRoom(room -> {
            if (count.isEmpty()) {
                actions.older(room, History.FEW);
            } else if (COUNT.matcher(count).matches()) {
                actions.older(room, Integer.parseInt(count));
            } else {
                fail("'" + count + "' is no number of messages", "/history 50");
            }
        });
    }

    private void search(String typed) {
        if (typed.isBlank()) {
            usage("search");
            return;
        }
        try {
            actions.search(Query.parse(typed, chat.room().orElse(""), zone));
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()), "/search boiler from:bob after:2026-11-20");
        }
    }

    private void delete(String ignored) {
        inRoom(actions::takeBack);
    }

    private void help(String asked) {
        String name = asked.startsWith("/") ? asked.substring(1) : asked;
        List<Command> shown =
                COMMANDS.stream().filter(command -> command.name.equals(name)).toList();
        for (Command command : shown.isEmpty() ? COMMANDS : shown) {
            info(String.format("%-22s %s", "/" + command.name + " " + command.parameters, command.help));
        }
        if (shown.isEmpty()) {
            info("All else is said to everybody in the room. Tab completes names and commands.");
            info("alice✓: a certificate has proven the name. hello ✓: the server has your message.");
            info("… hello: it is on its way. ! hello: it did not arrive.");
        }
    }

    private void quit(String reason) {
        actions.leave(reason);
    }

    // What the commands about rooms need as well.

    Conversation chat() {
        return chat;
    }

    void send(String... commandAndParameters) {
        actions.send(Message.of(
                commandAndParameters[0], Arrays.copyOfRange(commandAndParameters, 1, commandAndParameters.length)));
    }

    /** A word, and whatever follows it, if anything does. */
    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(SPACES.split(text.strip(), 2));
    }

    /** Does something with the room that the user speaks in, if there is one. */
    void inRoom(Consumer<String> action) {
        chat.room().ifPresentOrElse(action, () -> fail("you are in no room", "go into one: /join #tea"));
    }

    /** Does something with a room of this name, if there can be one; people need not type the #. */
    void withRoom(String asked, Consumer<String> action) {
        String room = Names.isChannelLike(asked) ? asked : "#" + asked;
        if (Names.isChannel(room)) {
            action.accept(room);
        } else {
            fail("'" + room + "' cannot be a room's name", "it has no spaces and commas: /join #tea");
        }
    }

    boolean isNick(String name) {
        boolean valid = Names.isNick(name);
        if (!valid) {
            fail("'" + name + "' cannot be a name", Names.NICK_RULE);
        }
        return valid;
    }

    private boolean isName(String name) {
        return Names.isChannel(name) || isNick(name);
    }

    void usage(String name) {
        COMMANDS.stream()
                .filter(command -> command.name.equals(name))
                .forEach(command ->
                        fail("/" + name + " needs more", "/" + name + " " + command.parameters + ": " + command.help));
    }

    void info(String text) {
        actions.show(chat.info(text));
    }

    void fail(String text, String hint) {
        actions.show(chat.failed(text, hint));
    }

    /**
     * What the word in front of the cursor may become, with what follows it: commands at the start of a line, else names.
     *
     * @param start whether the word is the first of the line
     */
    static List<String> complete(String word, boolean start, Collection<String> names) {
        String typed = Names.fold(word);
        Stream<String> found = start && word.startsWith("/")
                ? COMMANDS.stream().map(command -> "/" + command.name + " ")
                : names.stream().map(name -> name + (start && !Names.isChannelLike(name) ? ": " : " "));
        return found.filter(candidate -> Names.fold(candidate).startsWith(typed))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }

    /** Whether one is the beginning of the other, or one letter more, less, other or exchanged makes them equal. */
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
