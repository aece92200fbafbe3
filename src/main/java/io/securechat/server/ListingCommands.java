package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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
            new Command("NAMES", 0, "[<channel>]", "Tells who is in a channel.", ListingCommands::names));

    private ListingCommands() {}

    private static void list(Session session, Message message, Reply reply) {
        ChannelFilter filter = ChannelFilter.parse(message.params());
        reply.add(Numeric.RPL_LISTSTART);
        Iterator<Outgoing> rows = List.copyOf(session.chat().rooms().all()).stream()
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

    /** Only about the first of several channels, as modern.ircdocs.horse allows. */
    private static void names(Session session, Message message, Reply reply) {
        String channels = message.param(0);
        String name = channels == null ? "*" : channels.split(",", 2)[0];
        Room room = session.chat().rooms().find(name);
        if (room == null || !room.isVisibleTo(session.user())) {
            reply.add(Numeric.RPL_ENDOFNAMES, name);
        } else {
            room.attendance().tell(session.user());
            addNames(room, room.members(), reply, line -> line, () -> {});
        }
    }

    /** Tells a session, unasked, who is there, for from now on it is told of everybody who comes and goes. */
    static void tellNames(Room room, Session session) {
        Reply reply = new Reply(session);
        addNames(room, room.members(), reply, line -> line, () -> {});
        reply.done();
    }

    /** Adds who is in a room for a client that has just entered it, unless it does not want that (IRCv3 no-implicit-names). */
    static void addNamesUnasked(Room room, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        Outgoing nothing = Outgoing.nothing(Capability.NO_IMPLICIT_NAMES);
        if (room.attendance().isLarge()) {
            String note = "NOTE JOIN LARGE_ROOM " + room.name() + " :Of "
                    + room.members().size() + " people here only those are named who have spoken; NAMES names all";
            reply.add(reply.serverLine(note).onlyFor(Capability.STANDARD_REPLIES));
        }
        Collection<User> members = room.namesFor(reply.session().user());
        addNames(room, members, reply, line -> form.apply(nothing.orElse(line)), then);
    }

    /** Adds those of some members of a room whom the user may see, as many in a line as fit. */
    private static void addNames(
            Room room, Collection<User> members, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        User user = reply.session().user();
        int space = Message.MAX_BODY - 2 - Utf8.length(reply.line(Numeric.RPL_NAMREPLY, symbol(room), room.name(), ""));
        List<List<User>> lines = new ArrayList<>();
        List<User> some = new ArrayList<>();
        int length = 0;
        for (User member : members) {
            if (member.is(UserMode.INVISIBLE) && !room.has(user)) {
                continue;
            }
            int more = room.statuses(member).size() + Utf8.length(member.source()) + 1;
            if (length + more > space) {
                lines.add(some);
                some = new ArrayList<>();
                length = 0;
            }
            some.add(member);
            length += more;
        }
        if (!some.isEmpty()) {
            lines.add(some);
        }
        // Each line is made when it leaves: who has left the room by then must not be named any more.
        Iterator<Outgoing> made =
                lines.stream().map(line -> form.apply(line(room, line, reply))).iterator();
        reply.addAll(made, () -> {
            reply.add(form.apply(Outgoing.line(reply.line(Numeric.RPL_ENDOFNAMES, room.name()))));
            then.run();
        });
    }

    /** Those of some members who are still there, as each client wants them. */
    private static Outgoing line(Room room, List<User> some, Reply reply) {
        List<User> present = some.stream().filter(room::has).toList();
        Outgoing line = line(room, present, Status::highest, reply);
        boolean several =
                present.stream().anyMatch(member -> room.statuses(member).size() > 1);
        return several
                ? line(room, present, Status::prefixes, reply)
                        .onlyFor(Capability.MULTI_PREFIX)
                        .orElse(line)
                : line;
    }

    private static Outgoing line(Room room, List<User> present, Function<Set<Status>, String> prefix, Reply reply) {
        StringBuilder sources = new StringBuilder();
        StringBuilder nicks = new StringBuilder();
        String separator = "";
        for (User member : present) {
            String prefixes = prefix.apply(room.statuses(member));
            sources.append(separator).append(prefixes).append(member.source());
            nicks.append(separator).append(prefixes).append(member.nick());
            separator = " ";
        }
        return Outgoing.line(line(room, sources, reply), Capability.USERHOST_IN_NAMES)
                .orElse(line(room, nicks, reply));
    }

    private static String line(Room room, CharSequence names, Reply reply) {
        return reply.line(Numeric.RPL_NAMREPLY, symbol(room), room.name(), names);
    }

    private static String symbol(Room room) {
        return room.is(ChannelMode.SECRET) ? "@" : "=";
    }
}
