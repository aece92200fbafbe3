package io.securechat.client.input;

import io.securechat.Problem;
import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.console.Suggestion;
import io.securechat.client.console.Verdict;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.history.MessageSearch;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.view.LogFile;
import io.securechat.client.window.Windows;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The user's input: a message to the current room, or one of the {@link Commands}. */
public final class Input {
    private static final String NONE = "-";

    /** Commands that choose another room. */
    private static final Set<String> SWITCHING = Set.of("join", "switch", "close", "part", "msg", "reply");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Conversation chat;
    private final Actions actions;
    private final Windows windows;
    private final Settings settings;
    private final LogFile log;
    private final ZoneId zone;
    private final Mistakes mistakes;
    private final Doubts doubts;
    private final Completion completion;
    private String running = NONE;

    /** @param zone of the user's clock */
    public Input(Conversation chat, Actions actions, Windows windows, Settings settings, LogFile log, ZoneId zone) {
        this.chat = chat;
        this.actions = actions;
        this.windows = windows;
        this.settings = settings;
        this.log = log;
        this.zone = zone;
        this.mistakes = new Mistakes(chat);
        this.doubts = new Doubts(chat, windows);
        this.completion = new Completion(chat, actions.recent(), windows, settings);
    }

    /** The actions that commands take. */
    public interface Actions {
        /** The user's command with its slash is carried out from now on, or none if it is empty. */
        void running(String command);

        /** Returns whether there is a connection. */
        boolean isOnline();

        void send(Message message);

        void show(Event event);

        /** Bytes of a message to a room or a user that fit into one line. */
        int bytesPerLine(String target);

        /** The limits of messages of several lines. */
        MultilineLimits multiline();

        /** Shows older messages of a place. */
        void older(String place, int count);

        /** Deletes the user's last message in a place. */
        void deleteLast(String place);

        MessageSearch search();

        /** The latest messages of others. */
        RecentMessages recent();

        /** Shows the whole of a message that the screen has folded: the one of a number, or the last one for 0. */
        void unfold(int number);

        /** Shows the user's identity and the security of the connection. */
        void identify();

        /** Reconnects at once. */
        void reconnect();

        void leave(String reason);
    }

    /** Carries out typed or pasted text. Several lines are a message, even if they look like commands. */
    public void typed(String text) {
        List<String> lines = Paste.lines(text);
        if (lines.size() == 1) {
            line(lines.get(0));
        } else {
            say(text);
        }
    }

    /** Returns whether a text may be carried out: a large or doubtful one after a question, a message only where there is a target. */
    public Verdict check(String text) {
        Optional<String> reason = doubts.reason(text, actions.isOnline());
        if (reason.isPresent()) {
            return Verdict.hold(reason.get());
        }
        return chat.target()
                .flatMap(place ->
                        mistake(text, place).or(() -> paste(place, text).question(place)))
                .map(Verdict::ask)
                .orElse(Verdict.GO);
    }

    private Optional<String> mistake(String text, String place) {
        return settings.get(Setting.ASK)
                ? mistakes.question(text, place).or(() -> doubts.question(text, place))
                : Optional.empty();
    }

    /** Returns the completions of the last word of a line. */
    public List<Suggestion> complete(String line) {
        return completion.of(line);
    }

    private void line(String line) {
        if (line.equals("quit")) {
            leave("");
        } else if (line.startsWith("//")) {
            say(line.substring(1));
        } else if (line.startsWith("/")) {
            String[] words = SPACES.split(line.substring(1), 2);
            command(words[0], words.length > 1 ? words[1] : "");
        } else {
            say(line);
        }
    }

    private void command(String typed, String rest) {
        String name = typed.toLowerCase(Locale.ROOT);
        actions.running("/" + name);
        List<Command> found = Commands.beginningWith(name);
        running = found.size() == 1 ? found.get(0).name() : NONE;
        if (found.size() == 1) {
            found.get(0).handler().accept(this, rest);
        } else if (found.isEmpty()) {
            List<String> like = Commands.like(name);
            running = like.isEmpty() ? NONE : like.get(0).substring(1);
            fail(
                    "unknown command /" + typed,
                    like.isEmpty()
                            ? "/help lists all commands; to send a message that begins with /, type //"
                            : "did you mean " + String.join(" or ", like) + "?");
        } else {
            fail(
                    "/" + typed + " is short for several commands",
                    found.stream().map(command -> "/" + command.name()).collect(Collectors.joining(", ")));
        }
        actions.running("");
        running = NONE;
    }

    private void say(String text) {
        if (!text.isBlank()) {
            inPlace(place -> say(place, text));
        }
    }

    /** Sends a text to a room or a user, even if it looks like a command. Blank text is not sent. */
    public void say(String target, String text) {
        if (!text.isBlank()) {
            windows.strangers().trust(target);
            for (String message : paste(target, text).messages()) {
                actions.send(Message.of("PRIVMSG", target, message));
            }
        }
    }

    private Paste paste(String target, String text) {
        return new Paste(text, actions.multiline(), actions.bytesPerLine(target));
    }

    Conversation chat() {
        return chat;
    }

    Windows windows() {
        return windows;
    }

    Settings settings() {
        return settings;
    }

    LogFile log() {
        return log;
    }

    Actions actions() {
        return actions;
    }

    /** The present on the user's clock. */
    ZonedDateTime now() {
        return chat.now().atZone(zone);
    }

    void leave(String reason) {
        actions.leave(reason);
    }

    void send(String... commandAndParameters) {
        actions.send(Message.of(
                commandAndParameters[0], Arrays.copyOfRange(commandAndParameters, 1, commandAndParameters.length)));
    }

    /** Splits a text into its first word and the rest; either may be missing. */
    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(SPACES.split(text.strip(), 2));
    }

    /** Calls an action with the room or user that typed lines go to, or tells the user that there is none. */
    void inPlace(Consumer<String> action) {
        chat.target().ifPresentOrElse(action, () -> fail(Doubts.NO_TARGET, ""));
    }

    /** Calls an action with the room that typed lines go to, or tells the user that there is none. */
    void inRoom(Consumer<String> action) {
        chat.room()
                .ifPresentOrElse(
                        action,
                        () -> chat.target()
                                .ifPresentOrElse(
                                        user -> fail(
                                                "this is your private conversation with " + user + ", not a room",
                                                "switch to a room: /switch #tea"),
                                        () -> fail(Doubts.NO_TARGET, "")));
    }

    /** Calls an action with the name of a room, which may be typed without its {@code #}; refuses an invalid one. */
    void withRoom(String asked, Consumer<String> action) {
        String room = Names.isChannelLike(asked) ? asked : "#" + asked;
        if (Names.isChannel(room)) {
            action.accept(room);
        } else {
            fail("'" + room + "' is not a valid room name", "it has no spaces or commas: /join #tea");
        }
    }

    /** Returns whether a name is a valid nick, and tells the user if it is not. */
    boolean isNick(String name) {
        boolean valid = Names.isNick(name);
        if (!valid) {
            fail("'" + name + "' is not a valid name", Names.NICK_RULE);
        }
        return valid;
    }

    void usage(String name) {
        Commands.find(name).ifPresent(command -> fail("/" + name + " needs parameters", command.usage()));
    }

    void show(Event event) {
        actions.show(event);
    }

    void info(String text) {
        actions.show(chat.info(text));
    }

    /** Changes a setting, also in the file, and tells the user. */
    void set(String key, String value, String done) {
        try {
            settings.set(key, value);
            info(done);
        } catch (Problem problem) {
            fail(String.valueOf(problem.getMessage()), problem.hint());
        }
    }

    void fail(String text, String hint) {
        if (SWITCHING.contains(running)) {
            doubts.failed("/" + running);
        }
        actions.show(chat.failed(text, hint));
    }
}
