package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.time.Duration;
import java.util.List;

/** People: who they are, and whether they are here. */
final class UserCommands {
    static final List<Command> ROWS = List.of(
            new Command("AWAY", 0, "[<message>]", "Marks you as away, or as back again.", UserCommands::away),
            new Command(
                    "WHO", 1, "<channel or nick>", "Lists the people of a channel, or one person.", UserCommands::who),
            new Command("WHOIS", 1, "[<server>] <nick>", "Tells about a person.", UserCommands::whois));

    /** Bytes of an away message: {@code AWAYLEN}. */
    static final int MAX_AWAY = 300;

    private UserCommands() {}

    private static void away(Session session, Message message, Reply reply) {
        String text = Utf8.cut(message.trailing(), MAX_AWAY);
        User user = session.user();
        user.away(text.isEmpty() ? null : text);
        reply.toAll(user, own -> own.add(text.isEmpty() ? Numeric.RPL_UNAWAY : Numeric.RPL_NOWAWAY));
    }

    private static void who(Session session, Message message, Reply reply) {
        String mask = message.params().get(0);
        Room room = session.chat().rooms().find(mask);
        User user = session.chat().people().find(mask);
        if (room != null) {
            room.members().forEach(member -> addWho(session, room.name(), member, reply));
        } else if (user != null) {
            addWho(session, "*", user, reply);
        }
        reply.add(Numeric.RPL_ENDOFWHO, mask);
    }

    private static void addWho(Session session, String channel, User user, Reply reply) {
        reply.add(
                Numeric.RPL_WHOREPLY,
                channel,
                user.username(),
                user.host(),
                session.chat().settings().name(),
                user.nick(),
                user.away() == null ? "H" : "G",
                user.realName());
    }

    private static void whois(Session session, Message message, Reply reply) {
        String nick = message.trailing();
        User user = session.chat().people().find(nick);
        if (user == null) {
            reply.add(Names.isNick(nick) ? Numeric.ERR_NOSUCHNICK : Numeric.ERR_NONICKNAMEGIVEN, nick);
            reply.add(Numeric.RPL_ENDOFWHOIS, nick);
            return;
        }
        Settings settings = session.chat().settings();
        reply.add(Numeric.RPL_WHOISUSER, user.nick(), user.username(), user.host(), user.realName());
        List<String> rooms = user.rooms().stream().map(Room::name).toList();
        reply.addPacked(rooms, Numeric.RPL_WHOISCHANNELS, user.nick());
        reply.add(Numeric.RPL_WHOISSERVER, user.nick(), settings.name(), settings.network());
        String away = user.away();
        if (away != null) {
            reply.add(Numeric.RPL_AWAY, user.nick(), away);
        }
        if (user.account() != null) {
            reply.add(Numeric.RPL_WHOISACCOUNT, user.nick(), user.account());
        }
        int space = Message.MAX_BODY - 2 - Utf8.length(reply.line(Numeric.RPL_WHOISSPECIAL, user.nick(), ""));
        reply.add(Numeric.RPL_WHOISSPECIAL, user.nick(), Utf8.cut(certificate(user), space));
        reply.add(Numeric.RPL_WHOISSECURE, user.nick());
        if (user == session.user()) {
            for (Session own : user.sessions()) {
                reply.add(Numeric.RPL_WHOISCERTFP, user.nick(), own.peer().fingerprint());
            }
        }
        long idle = Duration.between(user.lastSpoke(), session.chat().now()).toSeconds();
        reply.add(Numeric.RPL_WHOISIDLE, user.nick(), idle, user.signedOn().getEpochSecond());
        reply.add(Numeric.RPL_ENDOFWHOIS, user.nick());
    }

    /** What a user's certificate says, and how far that may be believed. */
    private static String certificate(User user) {
        Peer peer = user.sessions().get(0).peer();
        if (peer.pinned()) {
            return "is a guest: the certificate " + peer.subject() + " may be shared by many";
        }
        String issued = peer.subject() + ", issued by " + peer.issuer();
        return user.identity() == null ? "is a guest with the certificate " + issued : "is verified: " + issued;
    }
}
