package io.securechat.server.command.channel;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.TargetList;
import io.securechat.server.room.NamesList;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.util.Iterator;
import java.util.List;

/** Lists of channels and of their members. */
public final class ListingCommands {
    private final Chat chat;
    private final Rooms rooms;

    public ListingCommands(Chat chat) {
        this.chat = chat;
        this.rooms = chat.rooms();
    }

    public List<Command> rows() {
        return List.of(
                new Command(
                        "LIST",
                        0,
                        "[<channel or condition>{,<channel or condition>}]",
                        "Lists channels: by name or mask (*lab*), except a mask (!*lab*), by the number of members (>3, <10),"
                                + " by minutes since creation (C>60) or since the topic was set (T<60).",
                        this::list),
                new Command("NAMES", 0, "[<channel>{,<channel>}]", "Lists the members of channels.", this::names));
    }

    private void list(Session session, Message message, Reply reply) {
        ChannelFilter filter = ChannelFilter.parse(message.params());
        reply.add(Numeric.RPL_LISTSTART);
        List<Room> all = List.copyOf(rooms.all());
        chat.work().lookThrough(all.size());
        Iterator<Outgoing> rows = all.stream()
                .filter(room -> room.isVisibleTo(session.user()) && filter.matches(room, chat.now()))
                .map(room -> row(room, reply))
                .iterator();
        reply.addAll(rows, () -> reply.add(Numeric.RPL_LISTEND));
    }

    private static Outgoing row(Room room, Reply reply) {
        Room.Topic topic = room.topic();
        String text = topic == null ? "" : topic.text();
        return Outgoing.line(
                reply.line(Numeric.RPL_LIST, room.name(), room.members().size(), text));
    }

    private void names(Session session, Message message, Reply reply) {
        String channels = message.param(0);
        names(TargetList.of(channels == null ? "*" : channels).iterator(), reply);
    }

    /** Adds the members of the next channel, and, when these have left, those of the channels after it. */
    private void names(Iterator<String> channels, Reply reply) {
        if (!channels.hasNext()) {
            return;
        }
        User user = reply.session().user();
        String name = channels.next();
        Room room = rooms.find(name);
        if (room == null || !room.isVisibleTo(user)) {
            reply.add(Numeric.RPL_ENDOFNAMES, name);
            names(channels, reply);
        } else {
            room.audiences().inform(user);
            NamesList.add(room, room.members(), reply, line -> line, () -> names(channels, reply));
        }
    }
}
