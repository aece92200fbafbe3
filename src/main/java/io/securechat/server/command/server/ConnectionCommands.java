package io.securechat.server.command.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.message.Inboxes;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
import java.util.List;
import java.util.regex.Pattern;

/** Registration, keep-alive and disconnection. */
final class ConnectionCommands {
    /** Maximum length of a username: {@code USERLEN}. */
    static final int MAX_USERNAME = 16;

    /** Characters that are removed from a username. */
    private static final Pattern UNUSABLE = Pattern.compile("[^A-Za-z0-9._-]");

    private final Settings settings;
    private final People people;
    private final Inboxes inboxes;
    private final Registrar registrar;

    ConnectionCommands(Chat chat, Registrar registrar) {
        this.settings = chat.settings();
        this.people = chat.people();
        this.inboxes = chat.inboxes();
        this.registrar = registrar;
    }

    List<Command> rows() {
        return List.of(
                new Command("ERROR", 0, "[<text>]", "Ignored: only servers send it.", (session, message, reply) -> {})
                        .when(Command.When.ALWAYS),
                new Command("NICK", 0, "<nick>", "Chooses or changes your nick.", this::nick).when(Command.When.ALWAYS),
                new Command("PASS", 1, "<password>", "Ignored: your certificate authenticates you.", this::pass)
                        .when(Command.When.ALWAYS),
                new Command("PING", 1, "<token>", "Requests a PONG with the same token.", this::ping)
                        .when(Command.When.ALWAYS),
                new Command("PONG", 0, "<token>", "Answers a PING from the server.", this::pong)
                        .when(Command.When.ALWAYS),
                new Command("QUIT", 0, "[<reason>]", "Disconnects.", this::quit).when(Command.When.ALWAYS),
                new Command("USER", 4, "<username> 0 * <real name>", "Registers, together with NICK.", this::user)
                        .when(Command.When.ALWAYS));
    }

    private void pass(Session session, Message message, Reply reply) {
        if (session.isRegistered()) {
            throw new Refusal(Numeric.ERR_ALREADYREGISTERED);
        }
    }

    private void nick(Session session, Message message, Reply reply) {
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
                people.rename(user, nick, reply);
            }
            return;
        }
        if (bound == null) {
            checkAvailable(nick, session);
        }
        session.registration().nick(bound == null ? nick : bound.name());
        registrar.register(session, reply);
    }

    /**
     * Refuses a nick that is in use. A guest with the same certificate who holds it may be a dead connection of the same client, so
     * it is sent a PING.
     */
    private void checkAvailable(String nick, Session session) {
        if (!Names.isNick(nick)) {
            throw new Refusal(Numeric.ERR_ERRONEUSNICKNAME, nick);
        }
        User holder = people.find(nick);
        if (holder != null && holder.identity() == null) {
            holder.sessions().stream()
                    .filter(other -> other != session
                            && other.peer().fingerprint().equals(session.peer().fingerprint()))
                    .forEach(Session::doubt);
        }
        people.nicks().requireFree(nick, session.isRegistered() ? session.nick() : null);
    }

    private void user(Session session, Message message, Reply reply) {
        if (session.isRegistered() || session.registration().username() != null) {
            throw new Refusal(Numeric.ERR_ALREADYREGISTERED);
        }
        String wanted = message.params().get(0);
        String realName = message.params().get(3);
        if (wanted.isEmpty() || realName.isBlank()) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        String username = UNUSABLE.matcher(wanted).replaceAll("");
        session.registration()
                .user(
                        username.isEmpty() ? "user" : username.substring(0, Math.min(username.length(), MAX_USERNAME)),
                        Utf8.cut(realName, User.MAX_REAL_NAME));
        registrar.register(session, reply);
    }

    private void ping(Session session, Message message, Reply reply) {
        String token = message.params().get(0);
        if (token.isEmpty()) {
            throw new Refusal(Numeric.ERR_NOORIGIN);
        }
        reply.add(reply.serverLine("PONG " + settings.name() + " :" + token));
    }

    private void pong(Session session, Message message, Reply reply) {
        inboxes.pong(session, message.trailing());
    }

    private void quit(Session session, Message message, Reply reply) {
        session.close(message.trailing().isEmpty() ? "Quit" : "Quit: " + message.trailing());
    }
}
