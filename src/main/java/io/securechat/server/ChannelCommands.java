package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Channels: who comes in and goes, and what they are about. */
final class ChannelCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                    "INVITE",
                    0,
                    "[<nick> <channel>]",
                    "Invites somebody to a channel, or tells where you are invited.",
                    ChannelCommands::invite),
            new Command(
                    "JOIN",
                    1,
                    "<channel>{,<channel>} [<key>{,<key>}] | 0",
                    "Enters channels, or leaves all.",
                    ChannelCommands::join),
            new Command(
                    "KICK",
                    2,
                    "<channel> <nick>{,<nick>} [<comment>]",
                    "Puts people out of a channel.",
                    ChannelCommands::kick),
            new Command("PART", 1, "<channel>{,<channel>} [<reason>]", "Leaves channels.", ChannelCommands::part),
            new Command(
                    "TOPIC",
                    1,
                    "<channel> [<topic>]",
                    "Tells or sets what a channel is about.",
                    ChannelCommands::topic));

    /** Channels a user may be in at a time: {@code CHANLIMIT}. */
    static final int MAX_CHANNELS = 50;

    /** Bytes of the comment of a KICK: {@code KICKLEN}. */
    static final int MAX_COMMENT = 300;

    private ChannelCommands() {}

    private static void join(Session session, Message message, Reply reply) {
        User user = session.user();
        if (message.params().get(0).equals("0")) {
            List.copyOf(session.chat().rooms().of(user))
                    .forEach(room -> session.chat().rooms().part(user, room, "", reply));
            return;
        }
        String[] names = message.params().get(0).split(",");
        String given = message.param(1);
        String[] keys = given == null ? new String[0] : given.split(",");
        Set<String> entered = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            if (entered.add(Names.fold(names[i]))) {
                enter(session, user, names[i], i < keys.length ? keys[i] : null, reply);
            }
        }
    }

    /** Brings a user into the channel in which everybody begins, if it lets the user in. */
    static void enter(Session session, User user, String lobby, Reply reply) {
        enter(session, user, lobby, null, reply);
    }

    /** Brings a user into a channel, and tells each of the user's sessions what is to be known of it, or answers why not. */
    private static void enter(Session session, User user, String name, @Nullable String key, Reply reply) {
        reply.attempt(() -> {
            Rooms rooms = session.chat().rooms();
            Room room = rooms.find(name);
            if (room == null || !room.has(user)) {
                checkMayEnter(user, name, rooms, key);
                Room entered = rooms.enter(user, name, reply);
                MetadataCommands.entered(entered, session);
                reply.toAll(user, own -> introduce(entered, own));
            }
        });
    }

    /** A guest makes no channel that could be mistaken for another one. */
    private static void checkMayEnter(User user, String name, Rooms rooms, @Nullable String key) {
        Room room = rooms.find(name);
        if (!Names.isChannelLike(name) || name.codePointCount(0, name.length()) > Names.MAX_CHANNEL) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        if (!Names.isChannel(name)) {
            throw new Refusal(Numeric.ERR_BADCHANMASK, name, "Bad channel name");
        }
        String other = room == null && user.identity() == null ? rooms.like(name, null) : null;
        if (other != null) {
            throw new Refusal(Numeric.ERR_BADCHANMASK, name, "Channel name looks like " + other);
        }
        if (rooms.of(user).size() >= MAX_CHANNELS) {
            throw new Refusal(Numeric.ERR_TOOMANYCHANNELS, name);
        }
        Numeric refusal = room == null ? null : room.refusal(user, key);
        if (room != null && refusal != null) {
            throw new Refusal(refusal, room.name());
        }
    }

    /** Tells a further session of a user which channels the user is in, as if it had just entered them itself. */
    static void enterAgain(Session session, Reply reply) {
        User user = session.user();
        for (Room room : session.chat().rooms().of(user)) {
            reply.add(user.joins(room.name()).at(session.chat().now()));
            introduce(room, reply);
        }
    }

    /** Adds what a session that has just got into a room is told of it, each in its turn. */
    private static void introduce(Room room, Reply reply) {
        addTopic(room, reply);
        MarkerCommands.addMarker(room, reply);
        NamesList.addUnasked(room, reply, line -> line, () -> {
            MetadataCommands.introduce(room, reply);
            HistoryCommands.replay(room, reply);
        });
    }

    private static void part(Session session, Message message, Reply reply) {
        User user = session.user();
        Rooms rooms = session.chat().rooms();
        String reason = message.params().size() > 1 ? message.params().get(1) : "";
        for (String name : Targets.distinct(message.params().get(0).split(","))) {
            reply.attempt(() -> rooms.part(user, rooms.joined(name, user), reason, reply));
        }
    }

    /** One channel and anybody in it, or as many channels as nicks, each one's own (RFC 2812 §3.2.8). */
    private static void kick(Session session, Message message, Reply reply) {
        String[] channels = message.params().get(0).split(",");
        String[] nicks = message.params().get(1).split(",");
        if (channels.length != 1 && channels.length != nicks.length) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        User by = session.user();
        String given = message.param(2);
        String comment = given == null || given.isEmpty() ? by.nick() : Utf8.cut(given, MAX_COMMENT);
        Set<String> kicked = new HashSet<>();
        for (int i = 0; i < nicks.length; i++) {
            String channel = channels[channels.length == 1 ? 0 : i];
            String nick = nicks[i];
            if (!kicked.add(Names.fold(channel + ',' + nick))) {
                continue;
            }
            reply.attempt(() -> {
                Room room = session.chat().rooms().run(channel, by);
                User user = session.chat().people().find(nick);
                if (user == null || !room.has(user)) {
                    throw new Refusal(Numeric.ERR_USERNOTINCHANNEL, nick, room.name());
                }
                session.chat().rooms().kick(user, room, by, comment, reply);
            });
        }
    }

    /** An operator's invitation opens the channel, whatever is set there; another member's is a hint only. */
    private static void invite(Session session, Message message, Reply reply) {
        if (message.params().isEmpty()) {
            addInvitations(session, reply);
            return;
        }
        if (message.params().size() < 2) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        User by = session.user();
        Room room = session.chat().rooms().joined(message.params().get(1), by);
        if (room.is(ChannelMode.INVITE_ONLY) && !room.isRunBy(by)) {
            throw new Refusal(Numeric.ERR_CHANOPRIVSNEEDED, room.name());
        }
        User invited = session.chat().people().find(message.params().get(0));
        if (invited == null) {
            throw new Refusal(Numeric.ERR_NOSUCHNICK, message.params().get(0));
        }
        if (room.has(invited)) {
            throw new Refusal(Numeric.ERR_USERONCHANNEL, invited.nick(), room.name());
        }
        if (room.isRunBy(by)) {
            room.invited().add(invited);
        }
        Outgoing invitation = by.does("INVITE " + invited.nick() + " " + room.name());
        session.chat().announce(List.of(invited.audience()), invitation);
        session.chat().announce(operators(room, by), invitation.onlyFor(Capability.INVITE_NOTIFY));
        reply.add(Numeric.RPL_INVITING, invited.nick(), room.name());
        if (invited.away() != null) {
            reply.add(Numeric.RPL_AWAY, invited.nick(), invited.away());
        }
    }

    private static List<Audience> operators(Room room, User but) {
        return room.members().stream()
                .filter(member -> member != but && room.isAtLeast(member, Status.OPERATOR))
                .map(User::audience)
                .toList();
    }

    private static void addInvitations(Session session, Reply reply) {
        Collection<Room> rooms = session.chat().rooms().all();
        session.chat().work().lookThrough(rooms.size());
        for (Room room : rooms) {
            if (room.invited().contains(session.user())) {
                reply.add(Numeric.RPL_INVITELIST, room.name());
            }
        }
        reply.add(Numeric.RPL_ENDOFINVITELIST);
    }

    private static void topic(Session session, Message message, Reply reply) {
        User user = session.user();
        Room room = session.chat().rooms().joined(message.params().get(0), user);
        String text = message.param(1);
        if (text == null) {
            addTopic(room, reply);
            if (room.topic() == null) {
                reply.add(Numeric.RPL_NOTOPIC, room.name());
            }
            return;
        }
        if (room.is(ChannelMode.TOPIC_LOCKED) && !room.isRunBy(user)) {
            throw new Refusal(Numeric.ERR_CHANOPRIVSNEEDED, room.name());
        }
        Entry.Draft draft = new Entry.Draft(
                Entry.TOPIC,
                room.place(),
                user.party(),
                user.source(),
                user.account(),
                room.name(),
                Utf8.cut(text, Room.MAX_TOPIC),
                Map.of(),
                null,
                0);
        session.chat().delivery().topic(session, draft, room, reply);
    }

    private static void addTopic(Room room, Reply reply) {
        topic(room, reply).forEach(reply::add);
    }

    /** What tells the topic of a room, if there is one. */
    static List<Outgoing> topic(Room room, Reply reply) {
        Room.Topic topic = room.topic();
        if (topic == null) {
            return List.of();
        }
        long setAt = topic.setAt().getEpochSecond();
        return List.of(
                Outgoing.line(reply.line(Numeric.RPL_TOPIC, room.name(), topic.text())),
                Outgoing.line(reply.line(Numeric.RPL_TOPICWHOTIME, room.name(), topic.setBy(), setAt)));
    }
}
