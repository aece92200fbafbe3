package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
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
            addNames(room, room.members(), reply, line -> line, () -> names(session, channels, reply));
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
        addNote(room, reply);
        UnaryOperator<Outgoing> unasked = line -> form.apply(nothing.orElse(line));
        if (unasked.apply(Outgoing.line("NAMES")).isFor(reply.session().capabilities())) {
            addNames(room, room.namesFor(reply.session().user()), reply, unasked, then);
        } else {
            then.run();
        }
    }

    /** The same for one of many who are told at the same time. */
    static void addNamesUnasked(Room room, NamesList known, Reply reply, UnaryOperator<Outgoing> form) {
        User user = reply.session().user();
        UnaryOperator<Outgoing> unasked = line ->
                form.apply(Outgoing.nothing(Capability.NO_IMPLICIT_NAMES).orElse(line));
        if (unasked.apply(Outgoing.line("NAMES")).isFor(reply.session().capabilities())) {
            addNote(room, reply);
            if (room.attendance().isLarge() && !room.attendance().isProminent(user)) {
                list(room, List.of(user), reply).lines(reply).forEachRemaining(line -> reply.add(unasked.apply(line)));
            }
            addNames(room, known, reply, unasked, () -> {});
        }
    }

    private static void addNote(Room room, Reply reply) {
        if (room.attendance().isLarge()) {
            String note = "NOTE JOIN LARGE_ROOM " + room.name() + " :Of "
                    + room.members().size() + " people here only those are named who have spoken; NAMES names all";
            reply.add(reply.serverLine(note).onlyFor(Capability.STANDARD_REPLIES));
        }
    }

    /** Adds those of some members of a room whom the user may see, as many in a line as fit. */
    private static void addNames(
            Room room, Collection<User> members, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        boolean seesAll = room.has(reply.session().user());
        Collection<User> visible = seesAll
                ? members
                : members.stream()
                        .filter(member -> !member.is(UserMode.INVISIBLE))
                        .toList();
        addNames(room, list(room, visible, reply), reply, form, then);
    }

    private static NamesList list(Room room, Collection<User> members, Reply reply) {
        Session session = reply.session();
        return new NamesList(
                room, members, session.nick(), session.chat().settings().name());
    }

    private static void addNames(Room room, NamesList list, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        Iterator<Outgoing> lines = list.lines(reply);
        reply.addAll(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return lines.hasNext();
                    }

                    @Override
                    public Outgoing next() {
                        return form.apply(lines.next());
                    }
                },
                () -> {
                    reply.add(form.apply(Outgoing.line(reply.line(Numeric.RPL_ENDOFNAMES, room.name()))));
                    then.run();
                });
    }
}
