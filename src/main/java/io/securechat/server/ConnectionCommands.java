package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.util.List;
import java.util.regex.Pattern;

/** Registration, signs of life and leaving. */
final class ConnectionCommands {
    static final List<Command> ROWS = List.of(
            new Command("ERROR", 0, "[<text>]", "Is ignored: only servers send it.", (session, message, reply) -> {})
                    .when(Command.When.ALWAYS),
            new Command("NICK", 0, "<nick>", "Chooses or changes your nick.", ConnectionCommands::nick)
                    .when(Command.When.ALWAYS),
            new Command(
                            "PASS",
                            1,
                            "<password>",
                            "Is accepted and ignored: the certificate is what counts.",
                            ConnectionCommands::pass)
                    .when(Command.When.ALWAYS),
            new Command("PING", 1, "<token>", "Asks for a PONG with the same token.", ConnectionCommands::ping)
                    .when(Command.When.ALWAYS),
            new Command("PONG", 0, "<token>", "Answers a PING of the server.", ConnectionCommands::pong)
                    .when(Command.When.ALWAYS),
            new Command("QUIT", 0, "[<reason>]", "Leaves.", ConnectionCommands::quit).when(Command.When.ALWAYS),
            new Command(
                            "USER",
                            4,
                            "<username> 0 * <real name>",
                            "Registers, together with NICK.",
                            ConnectionCommands::user)
                    .when(Command.When.ALWAYS));

    /** Bytes of a username: {@code USERLEN}. */
    static final int MAX_USERNAME = 16;

    /** What a username cannot have in it. */
    private static final Pattern UNUSABLE = Pattern.compile("[^A-Za-z0-9._-]");

    private ConnectionCommands() {}

    private static void pass(Session session, Message message, Reply reply) {
        if (session.isRegistered()) {
            throw new Refusal(Numeric.ERR_ALREADYREGISTERED);
        }
    }

    private static void nick(Session session, Message message, Reply reply) {
        String nick = message.param(0);
        if (nick == null || nick.isEmpty()) {
            throw new Refusal(Numeric.ERR_NONICKNAMEGIVEN);
        }
        CertificateName bound = session.boundTo();
        if (session.isRegistered()) {
            User user = session.user();
            if (!nick.equals(user.nick())) {
                if (bound != null) {
                    throw new Refusal(Numeric.ERR_RESTRICTED);
                }
                checkAvailable(nick, session);
                session.chat().people().rename(user, nick, reply);
            }
            return;
        }
        if (bound == null) {
            checkAvailable(nick, session);
        }
        session.registration.nick = bound == null ? nick : bound.name();
        register(session, reply);
    }

    /**
     * Refuses a nick that somebody else has. A guest with the same certificate may be what is left of the client's own lost
     * connection, and is asked for a sign of life.
     */
    private static void checkAvailable(String nick, Session session) {
        if (!Names.isNick(nick)) {
            throw new Refusal(Numeric.ERR_ERRONEUSNICKNAME, nick);
        }
        People people = session.chat().people();
        User holder = people.find(nick);
        if (holder != null && holder.identity() == null) {
            holder.sessions().stream()
                    .filter(other -> other != session
                            && other.peer().fingerprint().equals(session.peer().fingerprint()))
                    .forEach(Session::doubt);
        }
        people.nicks().requireFree(nick, session.isRegistered() ? session.nick() : null);
    }

    private static void user(Session session, Message message, Reply reply) {
        if (session.isRegistered() || session.registration.username != null) {
            throw new Refusal(Numeric.ERR_ALREADYREGISTERED);
        }
        String wanted = message.params().get(0);
        String realName = message.params().get(3);
        if (wanted.isEmpty() || realName.isBlank()) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        String username = UNUSABLE.matcher(wanted).replaceAll("");
        session.registration.username =
                username.isEmpty() ? "user" : username.substring(0, Math.min(username.length(), MAX_USERNAME));
        session.registration.realName = Utf8.cut(realName, User.MAX_REAL_NAME);
        register(session, reply);
    }

    /** Welcomes a session that has told everything, as RFC 2812 §5.1 and modern.ircdocs.horse have it. */
    static void register(Session session, Reply reply) {
        Registration told = session.registration;
        if (session.isRegistered()
                || told.negotiating
                || told.nick == null
                || told.username == null
                || told.realName == null) {
            return;
        }
        if (session.sasl.abort()) {
            reply.add(Numeric.ERR_SASLABORTED);
        }
        Chat chat = session.chat();
        String nick = told.nick;
        CertificateName bound = session.boundTo();
        if (bound != null && chat.people().isHeldByAnother(bound)) {
            session.close("The name " + nick + " is in use by somebody with a certificate of another CA");
            return;
        }
        told.nick = null; // another one must follow if this one is refused
        User user = chat.people().welcome(session, nick, told.username, told.realName);
        ServerCommands.greet(session, reply);
        if (user.sessions().size() == 1) {
            OperatorCommands.arrive(session, reply);
        }
        if (user.sessions().size() > 1) {
            resume(session, reply);
        } else if (chat.settings().lobby() != null) {
            ChannelCommands.enter(session, user, chat.settings().lobby(), reply);
        }
        if (user.identity() != null) {
            long newest = chat.delivery().newest();
            chat.inboxes().of(session, newest);
            if (bound != null) {
                chat.inboxes().catchUp(reply, newest);
            }
        }
    }

    /** Tells a further session of a user how things are. */
    private static void resume(Session session, Reply reply) {
        if (session.user().away() != null) {
            reply.add(Numeric.RPL_NOWAWAY);
        }
        ChannelCommands.enterAgain(session, reply);
    }

    private static void ping(Session session, Message message, Reply reply) {
        String token = message.params().get(0);
        if (token.isEmpty()) {
            throw new Refusal(Numeric.ERR_NOORIGIN);
        }
        reply.add(Outgoing.line(":" + session.chat().settings().name() + " PONG "
                + session.chat().settings().name() + " :" + token));
    }

    private static void pong(Session session, Message message, Reply reply) {
        session.chat().inboxes().pong(session, message.trailing());
    }

    private static void quit(Session session, Message message, Reply reply) {
        session.close(message.trailing().isEmpty() ? "Quit" : "Quit: " + message.trailing());
    }
}
