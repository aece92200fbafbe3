package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** WHOIS and WHOWAS: all there is to know about somebody who is here, or was. */
final class WhoisCommands {
    static final List<Command> ROWS = List.of(
            new Command("WHOIS", 0, "[<server>] <nick>{,<nick>}", "Tells about people.", WhoisCommands::whois),
            new Command(
                    "WHOWAS",
                    0,
                    "<nick>{,<nick>} [<count>]",
                    "Tells who had a nick before, the last one first.",
                    WhoisCommands::whowas));

    private WhoisCommands() {}

    private static void whois(Session session, Message message, Reply reply) {
        String server = message.params().size() > 1 ? message.params().get(0) : null;
        if (server != null && !session.chat().isServer(server)) {
            throw new Refusal(Numeric.ERR_NOSUCHSERVER, server);
        }
        String nicks = server == null ? firstOf(message) : message.params().get(1);
        Targets.of(nicks).forEach(nick -> {
            User user = session.chat().people().find(nick);
            if (user == null) {
                reply.add(Numeric.ERR_NOSUCHNICK, nick);
            } else {
                addWhois(user, session, reply);
            }
            reply.add(Numeric.RPL_ENDOFWHOIS, nick);
        });
    }

    private static String firstOf(Message message) {
        String first = message.param(0);
        if (first == null || first.isEmpty()) {
            throw new Refusal(Numeric.ERR_NONICKNAMEGIVEN);
        }
        return first;
    }

    private static void addWhois(User user, Session session, Reply reply) {
        Settings settings = session.chat().settings();
        String nick = user.nick();
        boolean close = user == session.user() || session.user().is(UserMode.OPERATOR);
        reply.add(Numeric.RPL_WHOISUSER, nick, user.username(), user.host(), user.realName());
        reply.addPacked(rooms(user, session), Numeric.RPL_WHOISCHANNELS, nick);
        reply.add(Numeric.RPL_WHOISSERVER, nick, settings.name(), settings.network());
        if (user.is(UserMode.OPERATOR)) {
            reply.add(Numeric.RPL_WHOISOPERATOR, nick);
        }
        String away = user.away();
        if (away != null) {
            reply.add(Numeric.RPL_AWAY, nick, away);
        }
        if (user.account() != null) {
            reply.add(Numeric.RPL_WHOISACCOUNT, nick, user.account());
        }
        if (user.is(UserMode.BOT)) {
            reply.add(Numeric.RPL_WHOISBOT, nick);
        }
        reply.add(Numeric.RPL_WHOISHOST, nick, certificate(user));
        reply.add(Numeric.RPL_WHOISSECURE, nick);
        if (close) {
            reply.add(Numeric.RPL_WHOISMODES, nick, UserMode.text(user.modes()));
            user.sessions().stream()
                    .map(each -> each.peer().fingerprint())
                    .distinct()
                    .forEach(fingerprint -> reply.add(Numeric.RPL_WHOISCERTFP, nick, fingerprint));
        }
        reply.add(
                Numeric.RPL_WHOISIDLE,
                nick,
                user.idle().toSeconds(),
                user.signedOn().getEpochSecond());
    }

    /** The rooms in which somebody may know that a user is, with what the user is there. */
    private static List<String> rooms(User user, Session session) {
        User asker = session.user();
        boolean all = user == asker || asker.is(UserMode.OPERATOR);
        return session.chat().rooms().of(user).stream()
                .filter(room -> all || room.has(asker) || (room.isVisibleTo(asker) && !user.is(UserMode.INVISIBLE)))
                .map(room -> Status.highest(room.statuses(user)) + room.name())
                .toList();
    }

    /** What a user's certificate says, and how far that may be believed. */
    private static String certificate(User user) {
        Peer peer = user.sessions().get(0).peer();
        if (peer.certificate().pinned()) {
            return "is a guest: the certificate " + peer.subject() + " may be shared by many";
        }
        String issued = peer.subject() + ", issued by " + peer.certificate().issuer();
        return user.identity() == null ? "is a guest with the certificate " + issued : "is verified: " + issued;
    }

    private static void whowas(Session session, Message message, Reply reply) {
        String nicks = firstOf(message);
        List<String> targets = Targets.of(nicks);
        List<Whowas.Past> found = session.chat().people().whowas().find(targets, count(message));
        for (String nick : targets) {
            if (found.stream().noneMatch(past -> Names.same(past.nick(), nick))) {
                reply.add(Numeric.ERR_WASNOSUCHNICK, nick);
            }
        }
        for (Whowas.Past past : found) {
            reply.add(Numeric.RPL_WHOWASUSER, past.nick(), past.username(), past.host(), past.realName());
            String until = "until " + past.until().truncatedTo(ChronoUnit.SECONDS);
            reply.add(
                    Numeric.RPL_WHOISSERVER,
                    past.nick(),
                    session.chat().settings().name(),
                    until);
        }
        reply.add(Numeric.RPL_ENDOFWHOWAS, nicks);
    }

    /** How many are wanted at most; all if that is no positive number (RFC 2812 §3.6.3). */
    private static int count(Message message) {
        String count = message.param(1);
        boolean positive = count != null && count.matches("0*[1-9]\\d{0,5}");
        return positive ? Integer.parseInt(count) : Integer.MAX_VALUE;
    }
}
