package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registration, capabilities, signs of life and leaving. */
final class ConnectionCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                            "CAP",
                            1,
                            "LS [302] | LIST | REQ :<capability>{ <capability>} | END",
                            "Negotiates capabilities.",
                            ConnectionCommands::cap)
                    .when(Command.When.ALWAYS),
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
            new Command("PONG", 0, "<token>", "Answers a PING of the server.", (session, message, reply) -> {})
                    .when(Command.When.ALWAYS),
            new Command("QUIT", 0, "[<reason>]", "Leaves.", ConnectionCommands::quit).when(Command.When.ALWAYS),
            new Command(
                            "USER",
                            4,
                            "<username> 0 * <real name>",
                            "Registers, together with NICK.",
                            ConnectionCommands::user)
                    .when(Command.When.ALWAYS));

    private static final Pattern VERSION_302 = Pattern.compile("0*(30[2-9]|3[1-9]\\d|[4-9]\\d\\d|[1-9]\\d{3,})");

    /** Bytes of a username: {@code USERLEN}. */
    static final int MAX_USERNAME = 16;

    private ConnectionCommands() {}

    private static void cap(Session session, Message message, Reply reply) {
        String subcommand = message.params().get(0).toUpperCase(Locale.ROOT);
        switch (subcommand) {
            case "LS" -> {
                session.registration.negotiating = true;
                boolean modern = VERSION_302
                        .matcher(message.params().size() > 1 ? message.params().get(1) : "")
                        .matches();
                if (modern) {
                    session.knowsCap302();
                }
                addList(
                        subcommand,
                        all -> true,
                        modern ? Capability::advertisement : Capability::wireName,
                        modern,
                        reply);
            }
            case "LIST" ->
                addList(
                        subcommand,
                        capability -> capability.in(session.capabilities()),
                        Capability::wireName,
                        session.isCap302(),
                        reply);
            case "REQ" -> {
                session.registration.negotiating = true;
                request(message.params().size() > 1 ? message.trailing() : "", reply);
            }
            case "END" -> {
                session.registration.negotiating = false;
                register(session, reply);
            }
            default ->
                throw new Refusal(Numeric.ERR_INVALIDCAPCMD, message.params().get(0));
        }
    }

    /** Adds a list of capabilities in as many lines as it takes; for those who cannot know that, in one, the best known first. */
    private static void addList(
            String subcommand,
            Predicate<Capability> which,
            Function<Capability, String> form,
            boolean severalLines,
            Reply reply) {
        Session session = reply.session();
        String all = Arrays.stream(Capability.values()).filter(which).map(form).collect(Collectors.joining(" "));
        List<String> lines = Utf8.split(all, space(session, subcommand + " *"));
        int last = severalLines ? lines.size() - 1 : 0;
        for (int i = 0; i < last; i++) {
            reply.add("CAP", session.nick(), subcommand, "*", lines.get(i));
        }
        reply.add("CAP", session.nick(), subcommand, lines.isEmpty() ? "" : lines.get(last));
    }

    /** Bytes that a line of capabilities has room for. */
    private static int space(Session session, String subcommand) {
        String head = ":" + session.chat().settings().name() + " CAP " + session.nick() + " " + subcommand + " :";
        return Message.MAX_BODY - 2 - Utf8.length(head);
    }

    private static void request(String request, Reply reply) {
        Session session = reply.session();
        Long changed = change(session, request);
        if (changed == null) {
            reply.add("CAP", session.nick(), "NAK", request);
            return;
        }
        session.capabilities(changed);
        int space = space(session, "ACK");
        List<String> lines = Utf8.length(request) <= space ? List.of(request) : Utf8.split(request, space);
        lines.forEach(line -> reply.add("CAP", session.nick(), "ACK", line));
    }

    /** A session's capabilities after a request such as {@code server-time -echo-message}, or null if that cannot be. */
    private static @Nullable Long change(Session session, String request) {
        long changed = session.capabilities();
        for (String word : request.trim().split(" +")) {
            boolean off = word.startsWith("-");
            Capability capability = Capability.of(off ? word.substring(1) : word);
            boolean implied = off && capability == Capability.CAP_NOTIFY && session.isCap302();
            if (capability != null && !implied) {
                changed = off ? changed & ~capability.bit() : changed | capability.bit();
            } else if (!word.isEmpty()) {
                return null;
            }
        }
        return changed;
    }

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

    private static void checkAvailable(String nick, Session session) {
        if (!Names.isNick(nick)) {
            throw new Refusal(Numeric.ERR_ERRONEUSNICKNAME, nick);
        }
        boolean own = session.isRegistered() && Names.same(nick, session.nick());
        if (!own && !session.chat().people().isFree(nick)) {
            throw new Refusal(Numeric.ERR_NICKNAMEINUSE, nick);
        }
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
        String username = wanted.replaceAll("[^A-Za-z0-9._-]", "");
        session.registration.username =
                username.isEmpty() ? "user" : username.substring(0, Math.min(username.length(), MAX_USERNAME));
        session.registration.realName = Utf8.cut(realName, User.MAX_REAL_NAME);
        register(session, reply);
    }

    /** Welcomes a session that has told everything, as RFC 2812 §5.1 and modern.ircdocs.horse have it. */
    private static void register(Session session, Reply reply) {
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
        if (user.sessions().size() == 1 && user.inbox() != null && bound != null) {
            user.inbox().catchUp(reply, chat.delivery().newest());
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

    private static void quit(Session session, Message message, Reply reply) {
        session.close(message.trailing().isEmpty() ? "Quit" : "Quit: " + message.trailing());
    }
}
