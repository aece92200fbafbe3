package io.securechat.server.command.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.TargetList;
import io.securechat.server.command.user.UserModes;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Becoming an operator of the server, and the commands that only operators may use. */
final class OperatorCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorCommands.class);

    /** Bytes of a reason, which shares its line with two nicks. */
    private static final int MAX_REASON = 150;

    /** Bytes of a WALLOPS. */
    private static final int MAX_WALLOPS = 300;

    private static final String TOO_MANY = "Too many wrong passwords for OPER";

    private final Chat chat;
    private final Settings settings;
    private final People people;
    private final UserModes modes;
    private final OperGuard guard = new OperGuard(System::nanoTime);

    OperatorCommands(Chat chat, UserModes modes) {
        this.chat = chat;
        this.settings = chat.settings();
        this.people = chat.people();
        this.modes = modes;
    }

    List<Command> rows() {
        return List.of(
                new Command("KILL", 1, "<nick>{,<nick>} [<reason>]", "Disconnects users; operators only.", this::kill)
                        .when(Command.When.OPERATOR),
                new Command(
                        "OPER",
                        1,
                        "<name> [<password>]",
                        "Makes you an operator of the server, by your certificate or a password.",
                        this::oper),
                new Command("REHASH", 0, "", "Reloads the server's files; operators only.", this::rehash)
                        .when(Command.When.OPERATOR),
                new Command(
                                "WALLOPS",
                                1,
                                "<text>",
                                "Broadcasts to all users with mode +w; operators only.",
                                this::wallops)
                        .when(Command.When.OPERATOR));
    }

    /** Makes a newly registered user an operator if the certificate suffices for that. */
    void promote(Session session, Reply reply) {
        CertificateName proven = session.user().identity();
        if (proven != null
                && chat.operators().password() == null
                && chat.operators().isProvenBy(proven)) {
            makeOperator(session, proven.name(), reply);
        }
    }

    private void oper(Session session, Message message, Reply reply) {
        String name = message.params().get(0);
        String password = chat.operators().password();
        if (password != null && message.params().size() < 2) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        boolean known = chat.operators().names().contains(Names.fold(name));
        if (password != null) {
            guess(session, name, known && isSame(password, message.params().get(1)), known, reply);
        } else if (known && isProvenBy(session, name)) {
            makeOperator(session, name, reply);
        } else {
            throw refused(session, name, Numeric.ERR_NOOPERHOST);
        }
    }

    /** Delays the answer to a wrong password; several of them end the connection. */
    private void guess(Session session, String name, boolean right, boolean known, Reply reply) {
        if (!mayGuess(session)) {
            logRefusal(session, name, "too many wrong passwords");
            session.close(TOO_MANY);
        } else if (right) {
            makeOperator(session, name, reply);
        } else {
            guard.wrong(session.peer(), settings.names());
            Refusal refusal = refused(session, name, known ? Numeric.ERR_PASSWDMISMATCH : Numeric.ERR_NOOPERHOST);
            CompletableFuture<Void> later = new CompletableFuture<>();
            chat.later(OperGuard.PENALTY, () -> later.complete(null));
            reply.await(
                    later,
                    passed -> {
                        reply.add(refusal);
                        if (!mayGuess(session)) {
                            reply.flush();
                            session.close(TOO_MANY);
                        }
                    },
                    failure -> refusal);
        }
    }

    private boolean mayGuess(Session session) {
        return guard.admits(session.peer(), settings.names());
    }

    private boolean isProvenBy(Session session, String name) {
        return session.peer()
                .name()
                .filter(proven ->
                        Names.same(proven.name(), name) && chat.operators().isProvenBy(proven))
                .isPresent();
    }

    /** Compares in constant time. */
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
        session.audit("OPER refused")
                .addKeyValue("name", Names.isNick(name) ? name : "")
                .addKeyValue("subject", session.peer().subject())
                .addKeyValue("why", why)
                .log();
        LOG.warn(
                "OPER {} refused for {} with {}: {}",
                Names.isNick(name) ? name : "(no valid nick)",
                session.nick(),
                session.peer().subject(),
                why);
    }

    private void makeOperator(Session session, String name, Reply reply) {
        User user = session.user();
        session.audit("OPER")
                .addKeyValue("name", name)
                .addKeyValue("subject", session.peer().subject())
                .log();
        LOG.info(
                "{} ({}) is now server operator {}", user.nick(), session.peer().subject(), name);
        modes.makeOperator(user, reply);
        reply.add(Numeric.RPL_YOUREOPER);
        people.notice(user.source() + " is now an operator, as " + name);
    }

    private void kill(Session session, Message message, Reply reply) {
        User by = session.user();
        String given = message.params().size() > 1 ? message.trailing() : "";
        String reason = given.isEmpty() ? by.nick() : Utf8.cut(given, MAX_REASON);
        TargetList.forEach(message.params().get(0), reply, nick -> {
            User victim = people.find(nick);
            if (victim == null) {
                throw Names.same(nick, settings.name())
                        ? new Refusal(Numeric.ERR_CANTKILLSERVER)
                        : new Refusal(Numeric.ERR_NOSUCHNICK, nick);
            }
            session.audit("KILL")
                    .addKeyValue("nick", victim.nick())
                    .addKeyValue("reason", reason)
                    .log();
            LOG.info("{} kills {}: {}", by.nick(), victim.nick(), reason);
            people.notice(by.nick() + " kills " + victim.source() + ": " + reason);
            reply.tellOthers(List.of(victim.audience()), by.does("KILL " + victim.nick() + " :" + reason));
            for (Session killed : List.copyOf(victim.sessions())) {
                killed.close("Killed (" + by.nick() + " (" + reason + "))");
            }
        });
    }

    private void rehash(Session session, Message message, Reply reply) {
        LOG.info("{} requests a reload of the files", session.nick());
        session.audit("REHASH").log();
        chat.rehash();
        reply.add(Numeric.RPL_REHASHING, settings.name());
    }

    private void wallops(Session session, Message message, Reply reply) {
        String text = Utf8.cut(message.params().get(0), MAX_WALLOPS);
        List<Session> sessions = people.all(UserMode.WALLOPS).stream()
                .flatMap(user -> user.sessions().stream())
                .toList();
        reply.announce(
                List.of(Audience.of(sessions, Session::connection)),
                session.user().does("WALLOPS :" + text));
    }
}
