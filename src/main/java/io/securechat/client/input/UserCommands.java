package io.securechat.client.input;

import io.securechat.client.conversation.Replies;
import io.securechat.irc.Message;
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
            new Command("oper", "[PASSWORD]", "become an operator of the server", UserCommands::oper));

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

    private static void whoami(Input in, String ignored) {
        in.actions().identify();
    }

    /** Sends a placeholder without a password: a server that recognizes the certificate accepts anything. */
    private static void oper(Input in, String password) {
        in.actions().send(Message.of("OPER", in.chat().nick(), password.isEmpty() ? "*" : password));
    }
}
