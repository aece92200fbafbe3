package io.securechat.server.room;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The members of a room, packed into lines of NAMES. Receivers of the same members can share a list, whose lines are
 * made once. Owned by the thread {@code chat}.
 */
public final class NamesList {
    private final Room room;
    private final List<Line> lines = new ArrayList<>();
    private boolean shared;

    /** The members of one line. */
    private static final class Line {
        final List<User> members = new ArrayList<>();

        @Nullable Words words;
    }

    /**
     * The content of a line, in its forms.
     *
     * @param all whether a member has more than one status
     */
    private record Words(String nicks, String sources, boolean all, String allNicks, String allSources) {}

    /**
     * Packs members as they are now.
     *
     * @param receiver the nick to which the lines are addressed, or the longest one
     */
    NamesList(Room room, Collection<User> members, String receiver, String server) {
        this.room = room;
        String empty = Numeric.RPL_NAMREPLY.line(server, receiver, symbol(room), room.name(), "");
        int space = Message.MAX_BODY - 2 - Utf8.length(empty);
        Line line = new Line();
        int length = 0;
        for (User member : members) {
            int more = room.statuses(member).size() + Utf8.length(member.source()) + 1;
            if (length + more > space && !line.members.isEmpty()) {
                lines.add(line);
                line = new Line();
                length = 0;
            }
            line.members.add(member);
            length += more;
        }
        if (!line.members.isEmpty()) {
            lines.add(line);
        }
    }

    /**
     * A list for all members of a room; {@link #expire} must be called before anything else happens. In a large room it
     * has the visible members.
     */
    public static NamesList shared(Room room, String server) {
        String longest = "";
        for (User member : room.members()) {
            longest = Utf8.length(member.nick()) > Utf8.length(longest) ? member.nick() : longest;
        }
        RoomAudience audiences = room.audiences();
        Collection<User> named = audiences.isLarge() ? audiences.prominent() : room.members();
        NamesList list = new NamesList(room, named, longest, server);
        list.shared = true;
        return list;
    }

    /** Makes the lines for each receiver separately from now on, because members may leave. */
    public void expire() {
        shared = false;
    }

    /** The lines for one receiver, each without the members who have left by the time it is sent. */
    Iterator<Outgoing> lines(Reply reply) {
        return lines.stream().map(line -> outgoing(words(line), reply)).iterator();
    }

    private Words words(Line line) {
        Words words = shared ? line.words : null;
        if (words == null) {
            words = words(line.members.stream().filter(room::has).toList());
            line.words = shared ? words : null;
        }
        return words;
    }

    private Words words(List<User> present) {
        boolean all = present.stream().anyMatch(member -> room.statuses(member).size() > 1);
        return new Words(
                join(present, Status::highest, User::nick),
                join(present, Status::highest, User::source),
                all,
                all ? join(present, Status::prefixes, User::nick) : "",
                all ? join(present, Status::prefixes, User::source) : "");
    }

    private String join(List<User> present, Function<Set<Status>, String> prefix, Function<User, String> name) {
        StringBuilder joined = new StringBuilder();
        for (User member : present) {
            joined.append(joined.isEmpty() ? "" : " ")
                    .append(prefix.apply(room.statuses(member)))
                    .append(name.apply(member));
        }
        return joined.toString();
    }

    private Outgoing outgoing(Words words, Reply reply) {
        Outgoing line = outgoing(words.sources, words.nicks, reply);
        return words.all
                ? outgoing(words.allSources, words.allNicks, reply)
                        .onlyFor(Capability.MULTI_PREFIX)
                        .orElse(line)
                : line;
    }

    private Outgoing outgoing(String sources, String nicks, Reply reply) {
        return Outgoing.line(line(sources, reply), Capability.USERHOST_IN_NAMES).orElse(line(nicks, reply));
    }

    private String line(String names, Reply reply) {
        return reply.line(Numeric.RPL_NAMREPLY, symbol(room), room.name(), names);
    }

    private static String symbol(Room room) {
        return room.is(ChannelMode.SECRET) ? "@" : "=";
    }

    /** Sends a session the members, because from now on it receives every JOIN and PART. */
    static void send(Room room, Session session) {
        Reply.send(session, reply -> add(room, room.members(), reply, line -> line, () -> {}));
    }

    /** Adds the members for a client that has just joined, unless it has no-implicit-names (IRCv3). */
    public static void addUnasked(Room room, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        Outgoing nothing = Outgoing.nothing(Capability.NO_IMPLICIT_NAMES);
        addNote(room, reply);
        UnaryOperator<Outgoing> unasked = line -> form.apply(nothing.orElse(line));
        if (unasked.apply(Outgoing.line("NAMES")).isFor(reply.session().capabilities())) {
            add(room, namesFor(reply.session().user(), room), reply, unasked, then);
        } else {
            then.run();
        }
    }

    /** The members that a user who joins receives: all, or in a large room the visible ones. */
    private static Collection<User> namesFor(User joining, Room room) {
        if (!room.audiences().isLarge()) {
            return room.members();
        }
        Set<User> names = new LinkedHashSet<>(room.audiences().prominent());
        names.add(joining);
        return names;
    }

    /** Adds a shared list, and the receiver if that is not on it. */
    public static void addUnasked(Room room, NamesList known, Reply reply, UnaryOperator<Outgoing> form) {
        User user = reply.session().user();
        UnaryOperator<Outgoing> unasked = line ->
                form.apply(Outgoing.nothing(Capability.NO_IMPLICIT_NAMES).orElse(line));
        if (unasked.apply(Outgoing.line("NAMES")).isFor(reply.session().capabilities())) {
            addNote(room, reply);
            if (room.audiences().isLarge() && !room.audiences().isProminent(user)) {
                list(room, List.of(user), reply).lines(reply).forEachRemaining(line -> reply.add(unasked.apply(line)));
            }
            add(room, known, reply, unasked, () -> {});
        }
    }

    private static void addNote(Room room, Reply reply) {
        if (room.audiences().isLarge()) {
            String note = "NOTE JOIN LARGE_ROOM " + room.name()
                    + " :Only members who have spoken are listed; NAMES lists all "
                    + room.members().size();
            reply.add(reply.serverLine(note).onlyFor(Capability.STANDARD_REPLIES));
        }
    }

    /** Adds those of some members who are visible to the receiver. */
    public static void add(
            Room room, Collection<User> members, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
        boolean seesAll = room.has(reply.session().user());
        Collection<User> visible = seesAll
                ? members
                : members.stream()
                        .filter(member -> !member.is(UserMode.INVISIBLE))
                        .toList();
        add(room, list(room, visible, reply), reply, form, then);
    }

    private static NamesList list(Room room, Collection<User> members, Reply reply) {
        Session session = reply.session();
        return new NamesList(
                room, members, session.nick(), session.host().settings().name());
    }

    private static void add(Room room, NamesList list, Reply reply, UnaryOperator<Outgoing> form, Runnable then) {
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
