package io.securechat.client.input;

import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.window.Windows;
import io.securechat.irc.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands about windows: the open rooms and private conversations. */
final class WindowCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                            "switch",
                            "[NUMBER|NAME]",
                            "switch to an open room or private conversation; without one, list them",
                            WindowCommands::switchTo)
                    .complete(Words.WINDOWS)
                    .explain(
                            "/switch next is the next one with something new, /switch back the one before.",
                            "The keys are Alt-1 to Alt-9, Alt-a and Alt-0."),
            new Command(
                    "reply",
                    "[TEXT]",
                    "answer the last private message; without TEXT, open the conversation",
                    WindowCommands::reply),
            new Command("follow", "", "show all rooms at once, or only the current one", WindowCommands::follow),
            new Command(
                            "mute",
                            "[NAME]",
                            "announce only mentions of a room or conversation",
                            (in, name) -> mute(in, "mute", name))
                    .complete(Words.WINDOWS),
            new Command("unmute", "[NAME]", "announce everything of it again", (in, name) -> mute(in, "unmute", name))
                    .complete(Words.WINDOWS),
            new Command("close", "[NAME]", "close a private conversation, or leave a room", WindowCommands::close)
                    .complete(Words.WINDOWS));

    /** Words that stand for the window with something new, and for the one before. */
    private static final String NEXT = "next";

    private static final String BACK = "back";

    private WindowCommands() {}

    private static void switchTo(Input in, String asked) {
        Windows windows = in.windows();
        if (asked.isEmpty()) {
            list(in);
        } else if (asked.equals(NEXT)) {
            windows.next().ifPresentOrElse(name -> enter(in, name), () -> in.info("nothing new in other rooms"));
        } else if (asked.equals(BACK)) {
            windows.previous()
                    .ifPresentOrElse(name -> enter(in, name), () -> in.info("there is no other room to go back to"));
        } else if (asked.matches("\\d{1,4}")) {
            windows.numbered(Integer.parseInt(asked))
                    .ifPresentOrElse(
                            name -> enter(in, name),
                            () -> in.fail("there is no window " + asked, "/switch lists the open ones"));
        } else {
            find(windows, asked).ifPresentOrElse(name -> enter(in, name), () -> openKnown(in, asked));
        }
    }

    /** Finds an open window by its name, with or without the {@code #}. */
    private static Optional<String> find(Windows windows, String asked) {
        return windows.names().stream()
                .filter(name -> Names.same(name, asked) || Names.same(name, "#" + asked))
                .findFirst();
    }

    private static void list(Input in) {
        String names = in.windows().names().stream()
                .map(name -> in.windows().label(name))
                .collect(Collectors.joining("  "));
        in.info(names.isEmpty() ? "no rooms are open; /join #tea joins one" : names);
    }

    /** Opens a private conversation with a user who is in sight. */
    private static void openKnown(Input in, String name) {
        if (Names.isChannelLike(name) || in.chat().nicks().stream().anyMatch(nick -> Names.same(nick, name))) {
            open(in, name);
        } else {
            in.fail("there is no room or user '" + name + "' here", "/msg " + name + " opens a private conversation");
        }
    }

    /** Opens a private conversation, or switches to a room that the user is in. */
    static void open(Input in, String name) {
        if (Names.isChannelLike(name) && !in.chat().isIn(name)) {
            in.fail("you are not in " + name, "/join " + name);
        } else if (Names.isChannelLike(name) || in.isNick(name)) {
            enter(in, name);
        }
    }

    /** Switches to a window. A room that the user is not in, such as after a restart, is joined again. */
    private static void enter(Input in, String name) {
        if (!in.chat().enter(name)) {
            in.send("JOIN", name);
        }
    }

    private static void reply(Input in, String text) {
        in.chat()
                .target()
                .filter(place -> !Names.isChannelLike(place))
                .or(in.windows().callers()::last)
                .ifPresentOrElse(
                        caller -> {
                            if (text.isBlank()) {
                                open(in, caller);
                            } else {
                                in.say(caller, text);
                            }
                        },
                        () -> in.fail("nobody has sent you a private message", "/msg NAME TEXT sends one"));
    }

    private static void follow(Input in, String ignored) {
        boolean all = !in.settings().get(Setting.FOLLOW);
        in.set(
                Setting.FOLLOW.key(),
                all ? "on" : "off",
                all
                        ? "all rooms are shown; /follow shows only the current one again"
                        : "only the current room is shown; /follow shows all");
    }

    private static void mute(Input in, String command, String asked) {
        boolean on = command.equals("mute");
        Optional<String> found = asked.isEmpty() ? in.chat().target() : find(in.windows(), asked);
        found.ifPresentOrElse(
                name -> in.set(
                        Settings.roomKey(Setting.MUTE, name),
                        on ? "on" : "off",
                        on ? name + " is muted; /unmute " + name + " ends it" : name + " is no longer muted"),
                () -> {
                    if (asked.isEmpty()) {
                        in.usage(command);
                    } else {
                        in.fail("'" + asked + "' is not an open room or conversation", "/switch lists the open ones");
                    }
                });
    }

    private static void close(Input in, String asked) {
        String name = asked.isEmpty() ? in.chat().target().orElse("") : asked;
        if (name.isEmpty()) {
            in.usage("close");
        } else if (in.chat().isIn(name)) {
            in.send("PART", name);
        } else {
            in.windows().close(name);
            if (in.chat().target().filter(target -> Names.same(target, name)).isPresent()) {
                in.chat().leaveTarget();
            }
        }
    }
}
