package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WHO: a line for each of those who are in a room, or whom a mask finds (modern.ircdocs.horse, IRCv3 WHOX). */
final class WhoCommands {
    static final List<Command> ROWS = List.of(new Command(
            "WHO",
            1,
            "<channel, nick or mask> [o][%<fields>[,<token>]]",
            "Lists the people of a channel, one person, or all whom a mask finds; with o operators only.",
            WhoCommands::who));

    /** The fields of WHOX in the order in which they are told. */
    private static final String FIELDS = "tcuihsnfdlaor";

    private static final String HIDDEN_ADDRESS = "255.255.255.255";

    /**
     * What a client asks for.
     *
     * @param operators whether for operators of the server only
     * @param fields letters of {@link #FIELDS}; null for the line of a WHO without them
     * @param token comes back in each line
     */
    private record Query(boolean operators, @Nullable String fields, String token) {
        static Query of(@Nullable String text) {
            String given = text == null ? "" : text;
            int percent = given.indexOf('%');
            if (percent < 0) {
                return new Query(given.equals("o"), null, "0");
            }
            String[] parts = given.substring(percent + 1).split(",", 2);
            String token = parts.length > 1 && parts[1].matches("\\d{1,3}") ? parts[1] : "0";
            return new Query(given.substring(0, percent).contains("o"), parts[0], token);
        }
    }

    private WhoCommands() {}

    private static void who(Session session, Message message, Reply reply) {
        String mask = message.params().get(0);
        Query query = Query.of(message.param(1));
        Room room = session.chat().rooms().find(mask);
        // What is told later, for there is much of it, must be true then.
        Iterator<Outgoing> rows = found(session, mask, room).stream()
                .filter(user -> !query.operators() || user.is(UserMode.OPERATOR))
                .filter(user -> user.isHere() && (room == null || room.has(user)))
                .map(user -> row(query, room, user, reply))
                .iterator();
        reply.addAll(rows, () -> reply.add(Numeric.RPL_ENDOFWHO, mask));
    }

    private static List<User> found(Session session, String mask, @Nullable Room room) {
        User asker = session.user();
        if (room != null) {
            session.chat().work().lookThrough(room.members().size());
            Stream<User> members = room.isVisibleTo(asker) ? room.members().stream() : Stream.empty();
            return members.filter(
                            member -> room.has(asker) || session.chat().rooms().isVisible(member, asker))
                    .toList();
        }
        People people = session.chat().people();
        User user = people.find(mask);
        if (user != null) {
            return List.of(user);
        }
        if (Names.isChannelLike(mask)) {
            return List.of();
        }
        session.chat().work().lookThrough(people.all().size());
        Glob glob = new Glob(mask.equals("0") ? "*" : mask);
        boolean everybody = glob.matches(session.chat().settings().name());
        return people.all().stream()
                .filter(other -> session.chat().rooms().isVisible(other, asker))
                .filter(other -> everybody || matches(mask, glob, other))
                .toList();
    }

    private static boolean matches(String mask, Glob glob, User user) {
        // A host has digits that many a mask would find by chance.
        return (mask.indexOf('.') >= 0 && glob.matches(user.host()))
                || (mask.indexOf('!') >= 0 && glob.matches(user.source()))
                || glob.matches(user.nick())
                || glob.matches(user.username())
                || glob.matches(user.realName())
                || (user.account() != null && glob.matches(user.account()));
    }

    private static Outgoing row(Query query, @Nullable Room room, User user, Reply reply) {
        Set<Status> statuses = room == null ? Set.of() : room.statuses(user);
        String flags = (user.away() == null ? "H" : "G") + (user.is(UserMode.OPERATOR) ? "*" : "");
        String bot = user.is(UserMode.BOT) ? String.valueOf(UserMode.BOT.letter()) : "";
        String highest = row(query, room, user, flags + Status.highest(statuses) + bot, reply);
        if (statuses.size() < 2) {
            return Outgoing.line(highest);
        }
        String all = row(query, room, user, flags + Status.prefixes(statuses) + bot, reply);
        return Outgoing.line(all, Capability.MULTI_PREFIX).orElse(highest);
    }

    private static String row(Query query, @Nullable Room room, User user, String flags, Reply reply) {
        Session session = reply.session();
        String channel = room == null ? "*" : room.name();
        String server = session.chat().settings().name();
        String fields = query.fields();
        if (fields == null) {
            return reply.line(
                    Numeric.RPL_WHOREPLY,
                    channel,
                    user.username(),
                    user.host(),
                    server,
                    user.nick(),
                    flags,
                    user.realName());
        }
        List<String> words = new ArrayList<>(List.of(session.nick()));
        FIELDS.chars()
                .filter(field -> fields.indexOf(field) >= 0)
                .mapToObj(field -> value((char) field, query, channel, user, flags, session.chat()))
                .forEach(words::add);
        Message line = Message.of(Numeric.RPL_WHOSPCRPL.code(), words.toArray(String[]::new));
        return Utf8.cut(":" + server + " " + line, Message.MAX_BODY - 2);
    }

    private static String value(char field, Query query, String channel, User user, String flags, Chat chat) {
        return switch (field) {
            case 't' -> query.token();
            case 'c' -> channel;
            case 'u' -> user.username();
            case 'i' -> HIDDEN_ADDRESS;
            case 'h' -> user.host();
            case 's' -> chat.settings().name();
            case 'n' -> user.nick();
            case 'f' -> flags;
            case 'd' -> "0";
            case 'l' -> String.valueOf(user.idle().toSeconds());
            case 'a' -> user.account() == null ? "0" : user.account();
            case 'o' -> "n/a";
            default -> user.realName();
        };
    }
}
