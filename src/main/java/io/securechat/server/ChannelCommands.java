package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Channels: entering, leaving, who is there and what it is about. */
final class ChannelCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                    "JOIN", 1, "<channel>{,<channel>} | 0", "Enters channels, or leaves all.", ChannelCommands::join),
            new Command("LIST", 0, "[<channel>{,<channel>}]", "Lists channels.", ChannelCommands::list),
            new Command("NAMES", 0, "<channel>{,<channel>}", "Tells who is in a channel.", ChannelCommands::names),
            new Command("PART", 1, "<channel>{,<channel>} [<reason>]", "Leaves channels.", ChannelCommands::part),
            new Command(
                    "TOPIC",
                    1,
                    "<channel> [<topic>]",
                    "Tells or sets what a channel is about.",
                    ChannelCommands::topic));

    /** Channels a user may be in at a time: {@code CHANLIMIT}. */
    static final int MAX_CHANNELS = 50;

    private ChannelCommands() {}

    private static void join(Session session, Message message, Reply reply) {
        User user = session.user();
        if (message.params().get(0).equals("0")) {
            List.copyOf(user.rooms()).forEach(room -> session.chat().rooms().part(user, room, "", reply));
            return;
        }
        forEach(message, reply, name -> {
            Room room = session.chat().rooms().find(name);
            if (room != null && room.has(user)) {
                return;
            }
            if (!Names.isChannelLike(name)) {
                throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
            }
            if (!Names.isChannel(name)) {
                throw new Refusal(Numeric.ERR_BADCHANMASK, name);
            }
            if (user.rooms().size() >= MAX_CHANNELS) {
                throw new Refusal(Numeric.ERR_TOOMANYCHANNELS, name);
            }
            enter(session, user, name, reply);
        });
    }

    /** Brings a user into a channel, and tells each of the user's sessions what is to be known of it. */
    static void enter(Session session, User user, String name, Reply reply) {
        Room room = session.chat().rooms().enter(user, name, reply);
        MetadataCommands.entered(room, session);
        reply.toAll(user, own -> introduce(room, own));
    }

    /** Tells a further session of a user which channels the user is in, as if it had just entered them itself. */
    static void enterAgain(Session session, Reply reply) {
        User user = session.user();
        for (Room room : user.rooms()) {
            reply.add(user.joins(room).at(session.chat().now()));
            introduce(room, reply);
        }
    }

    /** Adds what a session that has just got into a room is told of it, each in its turn. */
    private static void introduce(Room room, Reply reply) {
        addTopic(room, reply, false);
        MarkerCommands.addMarker(room, reply);
        addNames(room, reply);
        MetadataCommands.introduce(room, reply);
        HistoryCommands.replay(room, reply);
    }

    private static void part(Session session, Message message, Reply reply) {
        User user = session.user();
        String reason = message.params().size() > 1 ? message.params().get(1) : "";
        forEach(message, reply, name -> session.chat().rooms().part(user, joined(session, name), reason, reply));
    }

    private static void topic(Session session, Message message, Reply reply) {
        Room room = joined(session, message.params().get(0));
        String text = message.param(1);
        if (text == null) {
            addTopic(room, reply, true);
            return;
        }
        User user = session.user();
        String kept = Utf8.cut(text, Room.MAX_TOPIC);
        room.topic(
                kept.isEmpty()
                        ? null
                        : new Room.Topic(kept, user.source(), session.chat().now()));
        reply.announce(List.of(room.audience()), user.does("TOPIC " + room.name() + " :" + kept));
    }

    private static void names(Session session, Message message, Reply reply) {
        String channels = message.param(0);
        if (channels == null) {
            reply.add(Numeric.RPL_ENDOFNAMES, "*");
            return;
        }
        forEach(message, reply, name -> {
            Room room = session.chat().rooms().find(name);
            if (room == null) {
                reply.add(Numeric.RPL_ENDOFNAMES, name);
            } else {
                addNames(room, reply);
            }
        });
    }

    private static void list(Session session, Message message, Reply reply) {
        String channels = message.param(0);
        List<String> wanted = channels == null ? List.of() : List.of(channels.split(","));
        reply.add(Numeric.RPL_LISTSTART);
        for (Room room : session.chat().rooms().all()) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(name -> Names.same(name, room.name()))) {
                Room.Topic topic = room.topic();
                reply.add(Numeric.RPL_LIST, room.name(), room.members().size(), topic == null ? "" : topic.text());
            }
        }
        reply.add(Numeric.RPL_LISTEND);
    }

    private static void addTopic(Room room, Reply reply, boolean evenIfNone) {
        Room.Topic topic = room.topic();
        if (topic != null) {
            reply.add(Numeric.RPL_TOPIC, room.name(), topic.text());
            reply.add(
                    Numeric.RPL_TOPICWHOTIME,
                    room.name(),
                    topic.setBy(),
                    topic.setAt().getEpochSecond());
        } else if (evenIfNone) {
            reply.add(Numeric.RPL_NOTOPIC, room.name());
        }
    }

    /** Adds the members' names, as many in a line as fit, with their {@code user@host} for those who want them. */
    private static void addNames(Room room, Reply reply) {
        int space = Message.MAX_BODY - 2 - Utf8.length(reply.line(Numeric.RPL_NAMREPLY, room.name(), ""));
        Iterator<User> members = room.members().iterator();
        List<User> some = new ArrayList<>();
        int length = 0;
        while (members.hasNext()) {
            User member = members.next();
            int more = Utf8.length(member.source()) + 1;
            if (length + more > space) {
                addNames(room, some, reply);
                some.clear();
                length = 0;
            }
            some.add(member);
            length += more;
        }
        if (!some.isEmpty()) {
            addNames(room, some, reply);
        }
        reply.add(Numeric.RPL_ENDOFNAMES, room.name());
    }

    private static void addNames(Room room, List<User> some, Reply reply) {
        String sources = String.join(" ", some.stream().map(User::source).toList());
        String nicks = String.join(" ", some.stream().map(User::nick).toList());
        reply.add(Outgoing.line(reply.line(Numeric.RPL_NAMREPLY, room.name(), sources), Capability.USERHOST_IN_NAMES)
                .orElse(reply.line(Numeric.RPL_NAMREPLY, room.name(), nicks)));
    }

    /** The channel of that name, which the session's user must be in. */
    private static Room joined(Session session, String name) {
        Room room = session.chat().rooms().find(name);
        if (room == null) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        if (!room.has(session.user())) {
            throw new Refusal(Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    private interface Action {
        void on(String channel);
    }

    /** Does something for each channel of the first parameter; one that is refused does not keep the others from it. */
    private static void forEach(Message message, Reply reply, Action action) {
        for (String name : message.params().get(0).split(",")) {
            try {
                action.on(name);
            } catch (Refusal refusal) {
                reply.add(refusal);
            }
        }
    }
}
