package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.Iterator;
import java.util.List;

/** Which channels there are, and who is in them. */
final class ListingCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                    "LIST",
                    0,
                    "[<channel or condition>{,<channel or condition>}]",
                    "Lists channels: those named, like *lab* or not like !*lab*, with more or less people (>3, <10), made (C>60) or"
                            + " with a topic set (T<60) more or less than so many minutes ago.",
                    ListingCommands::list),
            new Command("NAMES", 0, "[<channel>{,<channel>}]", "Tells who is in channels.", ListingCommands::names));

    private ListingCommands() {}

    private static void list(Session session, Message message, Reply reply) {
        ChannelFilter filter = ChannelFilter.parse(message.params());
        reply.add(Numeric.RPL_LISTSTART);
        List<Room> rooms = List.copyOf(session.chat().rooms().all());
        session.chat().work().lookThrough(rooms.size());
        Iterator<Outgoing> rows = rooms.stream()
                .filter(room -> room.isVisibleTo(session.user())
                        && filter.matches(room, session.chat().now()))
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

    private static void names(Session session, Message message, Reply reply) {
        String channels = message.param(0);
        names(session, Targets.of(channels == null ? "*" : channels).iterator(), reply);
    }

    /** Tells who is in the next channel, and when that is told, who is in those behind it. */
    private static void names(Session session, Iterator<String> channels, Reply reply) {
        if (!channels.hasNext()) {
            return;
        }
        String name = channels.next();
        Room room = session.chat().rooms().find(name);
        if (room == null || !room.isVisibleTo(session.user())) {
            reply.add(Numeric.RPL_ENDOFNAMES, name);
            names(session, channels, reply);
        } else {
            room.attendance().tell(session.user());
            NamesList.add(room, room.members(), reply, line -> line, () -> names(session, channels, reply));
        }
    }
}
