package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Running the server: who may, and what only they may. */
final class OperatorCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorCommands.class);

    static final List<Command> ROWS = List.of(
            new Command(
                            "KILL",
                            1,
                            "<nick>{,<nick>} [<reason>]",
                            "Disconnects somebody; for operators.",
                            OperatorCommands::kill)
                    .when(Command.When.OPERATOR),
            new Command(
                    "OPER",
                    1,
                    "<name> [<password>]",
                    "Makes you an operator of the server, by your certificate or a password.",
                    OperatorCommands::oper),
            new Command(
                            "REHASH",
                            0,
                            "",
                            "Has the server read its files again; for operators.",
                            OperatorCommands::rehash)
                    .when(Command.When.OPERATOR),
            new Command(
                            "WALLOPS",
                            1,
                            "<text>",
                            "Tells something to everybody with the mode +w; for operators.",
                            OperatorCommands::wallops)
                    .when(Command.When.OPERATOR));

    /** Bytes of a reason, so that it has room in a line with two nicks. */
    private static final int MAX_REASON = 150;

    /** Bytes of what is told to everybody. */
    private static final int MAX_WALLOPS = 300;

    private static final String TOO_MANY = "Too many wrong passwords for OPER";

    private OperatorCommands() {}

    /** Makes somebody who has just come in an operator whose certificate is enough for that. */
    static void arrive(Session session, Reply reply) {
        Settings settings = session.chat().settings();
        CertificateName proven = session.user().identity();
        if (proven != null && settings.operPassword() == null && session.chat().isOperator(proven)) {
            makeOperator(session, proven.name(), reply);
        }
    }

    private static void oper(Session session, Message message, Reply reply) {
        String name = message.params().get(0);
        String password = session.chat().settings().operPassword();
        if (password != null && message.params().size() < 2) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        boolean known = session.chat().settings().operators().contains(Names.fold(name));
        if (password != null) {
            guess(session, name, known && isSame(password, message.params().get(1)), known, reply);
        } else if (known && isProvenBy(session, name)) {
            makeOperator(session, name, reply);
        } else {
            throw refused(session, name, Numeric.ERR_NOOPERHOST);
        }
    }

    /** A wrong password is answered late, and after some of them the connection ends. */
    private static void guess(Session session, String name, boolean right, boolean known, Reply reply) {
        Chat chat = session.chat();
        if (!chat.operGuard().admits(session.peer(), chat.settings().names())) {
            logRefusal(session, name, "too many wrong passwords");
            session.close(TOO_MANY);
        } else if (right) {
            makeOperator(session, name, reply);
        } else {
            chat.operGuard().wrong(session.peer(), chat.settings().names());
            Refusal refusal = refused(session, name, known ? Numeric.ERR_PASSWDMISMATCH : Numeric.ERR_NOOPERHOST);
            CompletableFuture<Void> later = new CompletableFuture<>();
            chat.later(OperGuard.PENALTY, () -> later.complete(null));
            reply.await(
                    later,
                    passed -> {
                        reply.add(refusal);
                        if (!chat.operGuard()
                                .admits(session.peer(), chat.settings().names())) {
                            reply.flush();
                            session.close(TOO_MANY);
                        }
                    },
                    failure -> refusal);
        }
    }

    private static boolean isProvenBy(Session session, String name) {
        return session.peer()
                .name()
                .filter(proven ->
                        Names.same(proven.name(), name) && session.chat().isOperator(proven))
                .isPresent();
    }

    /** Takes as long whatever is different. */
    private static boolean isSame(String password, String given) {
        return MessageDigest.isEqual(password.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    private static Refusal refused(Session session, String name, Numeric why) {
        logRefusal(
                session,
                name,
                why == Numeric.ERR_PASSWDMISMATCH ? "wrong password" : "not one of this server's operators");
        return new Refusal(why);
    }

    private static void logRefusal(Session session, String name, String why) {
        LOG.warn(
                "{} with {} tried to become an operator as {}: {}",
                session.nick(),
                session.peer().subject(),
                Names.isNick(name) ? name : "somebody",
                why);
    }

    private static void makeOperator(Session session, String name, Reply reply) {
        User user = session.user();
        LOG.info("{} with {} is an operator as {}", user.nick(), session.peer().subject(), name);
        UserModes.makeOperator(user, reply);
        reply.add(Numeric.RPL_YOUREOPER);
        session.chat().people().notice(user.source() + " is an operator now, as " + name);
    }

    private static void kill(Session session, Message message, Reply reply) {
        User by = session.user();
        String given = message.params().size() > 1 ? message.trailing() : "";
        String reason = given.isEmpty() ? by.nick() : Utf8.cut(given, MAX_REASON);
        Targets.forEach(message.params().get(0), reply, nick -> {
            User victim = session.chat().people().find(nick);
            if (victim == null) {
                throw Names.same(nick, session.chat().settings().name())
                        ? new Refusal(Numeric.ERR_CANTKILLSERVER)
                        : new Refusal(Numeric.ERR_NOSUCHNICK, nick);
            }
            LOG.info("{} kills {}: {}", by.nick(), victim.nick(), reason);
            session.chat().people().notice(by.nick() + " kills " + victim.source() + ": " + reason);
            reply.tellOthers(List.of(victim.audience()), by.does("KILL " + victim.nick() + " :" + reason));
            for (Session killed : List.copyOf(victim.sessions())) {
                killed.close("Killed (" + by.nick() + " (" + reason + "))");
            }
        });
    }

    private static void rehash(Session session, Message message, Reply reply) {
        LOG.info("{} has the files read again", session.nick());
        session.chat().rehash();
        reply.add(Numeric.RPL_REHASHING, session.chat().settings().name());
    }

    private static void wallops(Session session, Message message, Reply reply) {
        String text = Utf8.cut(message.params().get(0), MAX_WALLOPS);
        Set<User> receivers = session.chat().people().all(UserMode.WALLOPS);
        List<Session> sessions =
                receivers.stream().flatMap(user -> user.sessions().stream()).toList();
        reply.announce(
                List.of(Audience.of(sessions, Session::connection)),
                session.user().does("WALLOPS :" + text));
    }
}
