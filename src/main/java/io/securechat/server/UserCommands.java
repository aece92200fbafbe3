package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People: what they say of themselves, and whether they are here. */
final class UserCommands {
    static final List<Command> ROWS = List.of(
            new Command("AWAY", 0, "[<message>]", "Marks you as away, or as back again.", UserCommands::away)
                    .when(Command.When.ALWAYS),
            new Command("ISON", 1, "<nick>{ <nick>}", "Tells which of these are here.", UserCommands::ison),
            new Command("SETNAME", 1, "<real name>", "Changes your real name.", UserCommands::setname),
            new Command(
                    "USERHOST",
                    1,
                    "<nick>{ <nick>}",
                    "Tells user and host of up to 5 people.",
                    UserCommands::userhost));

    /** Bytes of an away message: {@code AWAYLEN}. */
    static final int MAX_AWAY = 300;

    private static final int MAX_USERHOST = 5;

    private UserCommands() {}

    private static void away(Session session, Message message, Reply reply) {
        String given =
                message.params().isEmpty() ? "" : Utf8.cut(message.params().get(0), MAX_AWAY);
        boolean unattended = given.equals(User.UNATTENDED);
        String text = given.isEmpty() || unattended ? null : given;
        if (!session.isRegistered()) {
            if (!Capability.PRE_AWAY.in(session.capabilities())) {
                throw new Refusal(Numeric.ERR_NOTREGISTERED);
            }
            session.unattended = unattended;
            session.registration.away = text;
            reply.add(given.isEmpty() ? Numeric.RPL_UNAWAY : Numeric.RPL_NOWAWAY);
            return;
        }
        User user = session.user();
        session.chat().people().changeAway(user, session, () -> {
            session.unattended = unattended;
            // That nobody is at one session does not mean that what was said at another one holds no more.
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

    private static void setname(Session session, Message message, Reply reply) {
        String realName = message.params().get(0);
        if (realName.isEmpty() || Utf8.length(realName) > User.MAX_REAL_NAME) {
            throw Refusal.fail("SETNAME", "INVALID_REALNAME", "A real name has 1 to " + User.MAX_REAL_NAME + " bytes");
        }
        User user = session.user();
        user.realName(realName);
        List<Audience> followers = session.chat().people().followers(user);
        reply.announce(followers, user.does("SETNAME :" + realName, Capability.SETNAME));
    }

    private static void ison(Session session, Message message, Reply reply) {
        addWords(
                reply, Numeric.RPL_ISON, users(session, message).map(User::nick).toList());
    }

    private static void userhost(Session session, Message message, Reply reply) {
        addWords(
                reply,
                Numeric.RPL_USERHOST,
                users(session, message)
                        .limit(MAX_USERHOST)
                        .map(user -> user.nick()
                                + (user.is(UserMode.OPERATOR) ? "*" : "")
                                + (user.away() == null ? "=+" : "=-")
                                + user.username() + "@" + user.host())
                        .toList());
    }

    /** Those of the named who are here; the names are parameters, or words of one. */
    private static Stream<User> users(Session session, Message message) {
        return message.params().stream()
                .flatMap(param -> Arrays.stream(param.split(" ")))
                .<@Nullable User>map(nick -> session.chat().people().find(nick))
                .filter(Objects::nonNull);
    }

    /** Adds a list that is answered even if it is empty. */
    private static void addWords(Reply reply, Numeric numeric, List<String> words) {
        reply.addPacked(words.isEmpty() ? List.of("") : words, numeric);
    }
}
