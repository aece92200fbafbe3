package io.securechat.client.input;

import io.securechat.client.conversation.Replies;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.List;

/** The commands about users: the user's own name and presence, and other users. */
public final class UserCommands {
    static final List<Command> ROWS = List.of(
            new Command("nick", "NAME", "change your name", UserCommands::nick).complete(Words.NONE),
            new Command("away", "[REASON]", "mark yourself as away", UserCommands::away),
            new Command("back", "", "mark yourself as back", UserCommands::back),
            new Command("whois", "NAME", "show details of a user", UserCommands::whois),
            new Command(
                            "whoami",
                            "",
                            "show your certificate, the server's, and the security of the connection",
                            UserCommands::whoami)
                    .alias("info"),
            new Command(
                            "ignore",
                            "[NAME]",
                            "hide all messages of a person; without NAME, list these",
                            UserCommands::ignore)
                    .explain("A user with a certificate is ignored under every name."),
            new Command("unignore", "NAME", "show the messages of a person again", UserCommands::unignore)
                    .complete(Words.IGNORED),
            new Command("oper", "[PASSWORD]", "become an operator of the server", UserCommands::oper));

    private static final int MAX_IGNORED = 1000;

    private UserCommands() {}

    private static void nick(Input in, String name) {
        if (name.isEmpty()) {
            in.usage("nick");
        } else if (in.isNick(name)) {
            in.chat().askFor(name);
            in.send("NICK", name);
        }
    }

    private static void away(Input in, String reason) {
        in.send("AWAY", reason.isEmpty() ? Replies.DEFAULT_AWAY : reason);
    }

    private static void back(Input in, String ignored) {
        in.send("AWAY");
    }

    private static void whois(Input in, String name) {
        if (name.isEmpty()) {
            in.usage("whois");
        } else if (in.isNick(name)) {
            in.send("WHOIS", name);
        }
    }

    private static void ignore(Input in, String nick) {
        List<String> ignored = in.settings().placesWith(Setting.IGNORE);
        String name = in.chat().knownAs(nick);
        if (nick.isEmpty()) {
            in.info(ignored.isEmpty() ? "nobody is ignored" : "ignored: " + String.join(", ", ignored));
        } else if (in.chat().isMe(nick)) {
            in.fail("you cannot ignore yourself", "");
        } else if (ignored.size() >= MAX_IGNORED) {
            in.fail("you ignore " + MAX_IGNORED + " people already", "/unignore NAME");
        } else if (in.isNick(nick)) {
            in.set(
                    Settings.roomKey(Setting.IGNORE, name),
                    "on",
                    "messages of " + name + " are hidden; /unignore " + name + " shows them again");
        }
    }

    private static void unignore(Input in, String nick) {
        List<String> ignored = in.settings().placesWith(Setting.IGNORE);
        String name = ignored.contains(Names.fold(nick)) ? nick : in.chat().knownAs(nick);
        if (nick.isEmpty()) {
            in.usage("unignore");
        } else if (ignored.contains(Names.fold(name))) {
            in.set(Settings.roomKey(Setting.IGNORE, name), "off", "messages of " + name + " are shown again");
        } else {
            in.fail("you do not ignore " + nick, "/ignore lists whom you ignore");
        }
    }

    private static void whoami(Input in, String ignored) {
        in.actions().identify();
    }

    /** Sends a placeholder without a password: a server that recognizes the certificate accepts anything. */
    private static void oper(Input in, String password) {
        in.actions().send(Message.of("OPER", in.chat().nick(), password.isEmpty() ? "*" : password));
    }
}
