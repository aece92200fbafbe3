package io.securechat.server.command.user;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.TargetList;
import io.securechat.server.connection.Peer;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.server.user.Whowas;
import io.securechat.server.wire.Refusal;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** WHOIS and WHOWAS: details about present and former users. */
public final class WhoisCommands {
    private final Chat chat;
    private final Settings settings;
    private final People people;
    private final Rooms rooms;

    public WhoisCommands(Chat chat) {
        this.chat = chat;
        this.settings = chat.settings();
        this.people = chat.people();
        this.rooms = chat.rooms();
    }

    public List<Command> rows() {
        return List.of(
                new Command("WHOIS", 0, "[<server>] <nick>{,<nick>}", "Shows details about users.", this::whois),
                new Command(
                        "WHOWAS",
                        0,
                        "<nick>{,<nick>} [<count>]",
                        "Shows former holders of a nick, the latest first.",
                        this::whowas));
    }

    private void whois(Session session, Message message, Reply reply) {
        String server = message.params().size() > 1 ? message.params().get(0) : null;
        if (server != null && !chat.isServer(server)) {
            throw new Refusal(Numeric.ERR_NOSUCHSERVER, server);
        }
        String nicks = server == null ? firstOf(message) : message.params().get(1);
        TargetList.of(nicks).forEach(nick -> {
            User user = people.find(nick);
            if (user == null) {
                reply.add(Numeric.ERR_NOSUCHNICK, nick);
            } else {
                addWhois(user, session.user(), reply);
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

    private void addWhois(User user, User asker, Reply reply) {
        String nick = user.nick();
        reply.add(Numeric.RPL_WHOISUSER, nick, user.username(), user.host(), user.realName());
        reply.addPacked(" ", channels(user, asker), Numeric.RPL_WHOISCHANNELS, nick);
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
        if (seesAll(asker, user)) {
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

    private static boolean seesAll(User asker, User user) {
        return user == asker || asker.is(UserMode.OPERATOR);
    }

    /** The user's channels that are visible to the asker, with the user's highest status there. */
    private List<String> channels(User user, User asker) {
        boolean all = seesAll(asker, user);
        return rooms.of(user).stream()
                .filter(room -> all || room.has(asker) || (room.isVisibleTo(asker) && !user.is(UserMode.INVISIBLE)))
                .map(room -> Status.highest(room.statuses(user)) + room.name())
                .toList();
    }

    /** The subject of the user's certificate, and how it was verified. */
    private static String certificate(User user) {
        Peer peer = user.sessions().get(0).peer();
        if (peer.certificate().pinned()) {
            return "is a guest: the certificate " + peer.subject() + " may be shared by many";
        }
        String issued = peer.subject() + ", issued by " + peer.certificate().issuer();
        return user.identity() == null ? "is a guest with the certificate " + issued : "is verified: " + issued;
    }

    private void whowas(Session session, Message message, Reply reply) {
        String nicks = firstOf(message);
        List<String> targets = TargetList.of(nicks);
        List<Whowas.Past> found = people.whowas().find(targets, count(message));
        for (String nick : targets) {
            if (found.stream().noneMatch(past -> Names.same(past.nick(), nick))) {
                reply.add(Numeric.ERR_WASNOSUCHNICK, nick);
            }
        }
        for (Whowas.Past past : found) {
            reply.add(Numeric.RPL_WHOWASUSER, past.nick(), past.username(), past.host(), past.realName());
            String until = "until " + past.until().truncatedTo(ChronoUnit.SECONDS);
            reply.add(Numeric.RPL_WHOISSERVER, past.nick(), settings.name(), until);
        }
        reply.add(Numeric.RPL_ENDOFWHOWAS, nicks);
    }

    /** The maximum number of holders to show; unlimited if that is not a positive number (RFC 2812 §3.6.3). */
    private static int count(Message message) {
        String count = message.param(1);
        boolean positive = count != null && count.matches("0*[1-9]\\d{0,5}");
        return positive ? Integer.parseInt(count) : Integer.MAX_VALUE;
    }
}
