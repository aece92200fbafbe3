package io.securechat.server.command.user;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.command.Command;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users: away messages, real names, and short questions about presence. */
public final class UserCommands {
    /** Bytes of an away message: {@code AWAYLEN}. */
    public static final int MAX_AWAY = 300;

    private static final int MAX_USERHOST = 5;

    private final People people;

    public UserCommands(People people) {
        this.people = people;
    }

    public List<Command> rows() {
        return List.of(
                new Command("AWAY", 0, "[<message>]", "Marks you as away, or as back.", this::away)
                        .when(Command.When.ALWAYS),
                new Command("ISON", 1, "<nick>{ <nick>}", "Shows which of these nicks are connected.", this::ison),
                new Command("SETNAME", 1, "<real name>", "Changes your real name.", this::setname),
                new Command(
                        "USERHOST",
                        1,
                        "<nick>{ <nick>}",
                        "Shows the username and host of up to " + MAX_USERHOST + " users.",
                        this::userhost));
    }

    private void away(Session session, Message message, Reply reply) {
        String given =
                message.params().isEmpty() ? "" : Utf8.cut(message.params().get(0), MAX_AWAY);
        boolean unattended = given.equals(User.UNATTENDED);
        String text = given.isEmpty() || unattended ? null : given;
        if (!session.isRegistered()) {
            if (!Capability.PRE_AWAY.in(session.capabilities())) {
                throw new Refusal(Numeric.ERR_NOTREGISTERED);
            }
            session.unattended(unattended);
            session.registration().away(text);
            reply.add(given.isEmpty() ? Numeric.RPL_UNAWAY : Numeric.RPL_NOWAWAY);
            return;
        }
        User user = session.user();
        people.changeAway(user, session, () -> {
            session.unattended(unattended);
            // An unattended session does not revoke the away message of an attended one.
            if (!unattended || user.isUnattended()) {
                user.away(text);
            }
        });
        if (unattended) {
            reply.add(Numeric.RPL_NOWAWAY);
        } else {
            reply.toAll(user, own -> own.add(given.isEmpty() ? Numeric.RPL_UNAWAY : Numeric.RPL_NOWAWAY));
        }
    }

    private void setname(Session session, Message message, Reply reply) {
        String realName = message.params().get(0);
        if (realName.isEmpty() || Utf8.length(realName) > User.MAX_REAL_NAME) {
            throw Refusal.fail("SETNAME", "INVALID_REALNAME", "A real name has 1 to " + User.MAX_REAL_NAME + " bytes");
        }
        User user = session.user();
        user.realName(realName);
        reply.announce(people.followers(user), user.does("SETNAME :" + realName, Capability.SETNAME));
    }

    private void ison(Session session, Message message, Reply reply) {
        addWords(reply, Numeric.RPL_ISON, users(message).map(User::nick).toList());
    }

    private void userhost(Session session, Message message, Reply reply) {
        addWords(
                reply,
                Numeric.RPL_USERHOST,
                users(message)
                        .limit(MAX_USERHOST)
                        .map(user -> user.nick()
                                + (user.is(UserMode.OPERATOR) ? "*" : "")
                                + (user.away() == null ? "=+" : "=-")
                                + user.username() + "@" + user.host())
                        .toList());
    }

    /** The connected users among the named ones; each parameter may hold several nicks. */
    private Stream<User> users(Message message) {
        return message.params().stream()
                .flatMap(param -> Arrays.stream(param.split(" ")))
                .<@Nullable User>map(people::find)
                .filter(Objects::nonNull);
    }

    /** Adds a list that is answered even if it is empty. */
    private static void addWords(Reply reply, Numeric numeric, List<String> words) {
        reply.addPacked(" ", words.isEmpty() ? List.of("") : words, numeric);
    }
}
