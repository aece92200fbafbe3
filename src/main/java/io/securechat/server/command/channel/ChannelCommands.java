package io.securechat.server.command.channel;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.TargetList;
import io.securechat.server.command.history.HistoryCommands;
import io.securechat.server.command.history.MarkerCommands;
import io.securechat.server.command.user.MetadataSync;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Status;
import io.securechat.server.room.NamesList;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Membership of channels, and their topics. */
public final class ChannelCommands {
    /** Channels that a user may be in at a time: {@code CHANLIMIT}. */
    public static final int MAX_CHANNELS = 50;

    /** Bytes of the comment of a KICK: {@code KICKLEN}. */
    public static final int MAX_COMMENT = 300;

    private final Chat chat;
    private final Rooms rooms;
    private final People people;
    private final MarkerCommands markers;
    private final MetadataSync metadata;
    private final HistoryCommands history;

    public ChannelCommands(Chat chat, MarkerCommands markers, MetadataSync metadata, HistoryCommands history) {
        this.chat = chat;
        this.rooms = chat.rooms();
        this.people = chat.people();
        this.markers = markers;
        this.metadata = metadata;
        this.history = history;
    }

    public List<Command> rows() {
        return List.of(
                new Command(
                        "INVITE",
                        0,
                        "[<nick> <channel>]",
                        "Invites a user to a channel, or lists your own invitations.",
                        this::invite),
                new Command(
                        "JOIN",
                        1,
                        "<channel>{,<channel>} [<key>{,<key>}] | 0",
                        "Joins channels, or leaves all of them (0).",
                        this::join),
                new Command(
                        "KICK",
                        2,
                        "<channel> <nick>{,<nick>} [<comment>]",
                        "Removes users from a channel.",
                        this::kick),
                new Command("PART", 1, "<channel>{,<channel>} [<reason>]", "Leaves channels.", this::part),
                new Command("TOPIC", 1, "<channel> [<topic>]", "Shows or sets the topic of a channel.", this::topic));
    }

    private void join(Session session, Message message, Reply reply) {
        if (message.params().get(0).equals("0")) {
            User user = session.user();
            List.copyOf(rooms.of(user)).forEach(room -> rooms.part(user, room, "", reply));
            return;
        }
        String[] names = message.params().get(0).split(",");
        String[] keys = message.paramOrEmpty(1).split(",");
        Set<String> joined = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            if (joined.add(Names.fold(names[i]))) {
                enter(session, names[i], i < keys.length ? keys[i] : null, reply);
            }
        }
    }

    /** Lets a session's user join a channel that needs no key. */
    public void enter(Session session, String name, Reply reply) {
        enter(session, name, null, reply);
    }

    /** Lets a session's user join a channel, and sends the channel's state to all sessions of the user; or answers why not. */
    private void enter(Session session, String name, @Nullable String key, Reply reply) {
        User user = session.user();
        reply.attempt(() -> {
            Room room = rooms.find(name);
            if (room == null || !room.has(user)) {
                checkMayEnter(user, name, room, key);
                Room entered = rooms.enter(user, name, reply);
                metadata.joined(entered, session);
                reply.toAll(user, own -> introduce(entered, own));
            }
        });
    }

    /** @param room the channel of that name, or null if the user would create it */
    private void checkMayEnter(User user, String name, @Nullable Room room, @Nullable String key) {
        if (!Names.isChannelLike(name) || name.codePointCount(0, name.length()) > Names.MAX_CHANNEL) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        if (!Names.isChannel(name)) {
            throw new Refusal(Numeric.ERR_BADCHANMASK, name, "Bad channel name");
        }
        String lookalike = room == null && user.identity() == null ? rooms.like(name, null) : null;
        if (lookalike != null) {
            throw new Refusal(Numeric.ERR_BADCHANMASK, name, "Channel name looks like " + lookalike);
        }
        if (rooms.of(user).size() >= MAX_CHANNELS) {
            throw new Refusal(Numeric.ERR_TOOMANYCHANNELS, name);
        }
        Numeric refusal = room == null ? null : rooms.refusal(room, user, key);
        if (room != null && refusal != null) {
            throw new Refusal(refusal, room.name());
        }
    }

    /** Sends a further session of a user the user's channels, as if the session had just joined them itself. */
    public void enterAgain(Session session, Reply reply) {
        User user = session.user();
        for (Room room : rooms.of(user)) {
            reply.add(user.joins(room.name()).at(chat.now()));
            introduce(room, reply);
        }
    }

    /** Adds the state of a channel for a session that has just joined it. */
    private void introduce(Room room, Reply reply) {
        topicLines(room, reply).forEach(reply::add);
        markers.addMarker(room, reply);
        NamesList.addUnasked(room, reply, line -> line, () -> {
            metadata.introduce(room, reply);
            history.replay(room, reply);
        });
    }

    private void part(Session session, Message message, Reply reply) {
        User user = session.user();
        for (String name : TargetList.distinct(message.params().get(0).split(","))) {
            reply.attempt(() -> rooms.part(user, rooms.joined(name, user), message.paramOrEmpty(1), reply));
        }
    }

    /** Accepts one channel with any number of nicks, or as many channels as nicks, in pairs (RFC 2812 §3.2.8). */
    private void kick(Session session, Message message, Reply reply) {
        String[] channels = message.params().get(0).split(",");
        String[] nicks = message.params().get(1).split(",");
        if (channels.length != 1 && channels.length != nicks.length) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        User by = session.user();
        String given = message.paramOrEmpty(2);
        String comment = given.isEmpty() ? by.nick() : Utf8.cut(given, MAX_COMMENT);
        Set<String> kicked = new HashSet<>();
        for (int i = 0; i < nicks.length; i++) {
            String channel = channels[channels.length == 1 ? 0 : i];
            String nick = nicks[i];
            if (kicked.add(Names.fold(channel + ',' + nick))) {
                reply.attempt(() -> kick(session, channel, nick, comment, reply));
            }
        }
    }

    private void kick(Session session, String channel, String nick, String comment, Reply reply) {
        User by = session.user();
        Room room = rooms.run(channel, by);
        User user = people.find(nick);
        if (user == null || !room.has(user)) {
            throw new Refusal(Numeric.ERR_USERNOTINCHANNEL, nick, room.name());
        }
        session.audit("KICK")
                .addKeyValue("room", room.name())
                .addKeyValue("nick", user.nick())
                .log();
        rooms.kick(user, room, by, comment, reply);
    }

    /** Passes an invitation on; one from an operator of the channel overrides the channel's modes. */
    private void invite(Session session, Message message, Reply reply) {
        if (message.params().isEmpty()) {
            addInvitations(session.user(), reply);
            return;
        }
        if (message.params().size() < 2) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        User by = session.user();
        Room room = rooms.joined(message.params().get(1), by);
        if (room.is(ChannelMode.INVITE_ONLY) && !room.isRunBy(by)) {
            throw new Refusal(Numeric.ERR_CHANOPRIVSNEEDED, room.name());
        }
        User invited = people.find(message.params().get(0));
        if (invited == null) {
            throw new Refusal(Numeric.ERR_NOSUCHNICK, message.params().get(0));
        }
        if (room.has(invited)) {
            throw new Refusal(Numeric.ERR_USERONCHANNEL, invited.nick(), room.name());
        }
        if (room.isRunBy(by)) {
            rooms.invitations().add(invited, room);
        }
        Outgoing invitation =
                by.does("INVITE " + invited.nick() + " " + room.name()).at(chat.now());
        Audience.send(List.of(invited.audience()), invitation);
        Audience.send(operators(room, by), invitation.onlyFor(Capability.INVITE_NOTIFY));
        reply.add(Numeric.RPL_INVITING, invited.nick(), room.name());
        if (invited.away() != null) {
            reply.add(Numeric.RPL_AWAY, invited.nick(), invited.away());
        }
    }

    private static List<Audience> operators(Room room, User except) {
        return room.members().stream()
                .filter(member -> member != except && room.isAtLeast(member, Status.OPERATOR))
                .map(User::audience)
                .toList();
    }

    private void addInvitations(User user, Reply reply) {
        Collection<Room> all = rooms.all();
        chat.work().lookThrough(all.size());
        for (Room room : all) {
            if (rooms.invitations().has(user, room)) {
                reply.add(Numeric.RPL_INVITELIST, room.name());
            }
        }
        reply.add(Numeric.RPL_ENDOFINVITELIST);
    }

    private void topic(Session session, Message message, Reply reply) {
        User user = session.user();
        Room room = rooms.joined(message.params().get(0), user);
        String text = message.param(1);
        if (text == null) {
            topicLines(room, reply).forEach(reply::add);
            if (room.topic() == null) {
                reply.add(Numeric.RPL_NOTOPIC, room.name());
            }
            return;
        }
        if (room.is(ChannelMode.TOPIC_LOCKED) && !room.isRunBy(user)) {
            throw new Refusal(Numeric.ERR_CHANOPRIVSNEEDED, room.name());
        }
        chat.delivery().topic(room, Utf8.cut(text, Room.MAX_TOPIC), reply);
    }

    /** The numerics with the topic of a channel; none if it has no topic. */
    static List<Outgoing> topicLines(Room room, Reply reply) {
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
