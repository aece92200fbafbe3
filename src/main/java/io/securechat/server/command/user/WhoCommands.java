package io.securechat.server.command.user;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.limit.Work;
import io.securechat.server.mode.Glob;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WHO: a line for each member of a channel, or for each user whom a mask matches (modern.ircdocs.horse, IRCv3 WHOX). */
public final class WhoCommands {
    /** The fields of WHOX, in the order of the answer. */
    private static final String FIELDS = "tcuihsnfdlaor";

    private static final String HIDDEN_ADDRESS = "255.255.255.255";

    private final Settings settings;
    private final People people;
    private final Rooms rooms;
    private final Work work;

    /**
     * The options of a WHO.
     *
     * @param operators whether only operators of the server are listed
     * @param fields letters of {@link #FIELDS}; null for the standard line
     * @param token is repeated in each line
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

    public WhoCommands(Chat chat) {
        this.settings = chat.settings();
        this.people = chat.people();
        this.rooms = chat.rooms();
        this.work = chat.work();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "WHO",
                1,
                "<channel, nick or mask> [o][%<fields>[,<token>]]",
                "Lists the members of a channel, or the users whom a mask matches; with o, only operators.",
                this::who));
    }

    private void who(Session session, Message message, Reply reply) {
        String mask = message.params().get(0);
        Query query = Query.of(message.param(1));
        Room room = rooms.find(mask);
        // A long answer leaves in parts: each line must be true when it leaves.
        Iterator<Outgoing> rows = found(session.user(), mask, room).stream()
                .filter(user -> !query.operators() || user.is(UserMode.OPERATOR))
                .filter(user -> user.isHere() && (room == null || room.has(user)))
                .map(user -> row(query, room, user, reply))
                .iterator();
        reply.addAll(rows, () -> reply.add(Numeric.RPL_ENDOFWHO, mask));
    }

    private List<User> found(User asker, String mask, @Nullable Room room) {
        if (room != null) {
            work.lookThrough(room.members().size());
            Stream<User> members = room.isVisibleTo(asker) ? room.members().stream() : Stream.empty();
            return members.filter(member -> room.has(asker) || rooms.isVisible(member, asker))
                    .toList();
        }
        User user = people.find(mask);
        if (user != null) {
            return List.of(user);
        }
        if (Names.isChannelLike(mask)) {
            return List.of();
        }
        work.lookThrough(people.all().size());
        Glob glob = new Glob(mask.equals("0") ? "*" : mask);
        boolean all = glob.matches(settings.name());
        return people.all().stream()
                .filter(other -> rooms.isVisible(other, asker))
                .filter(other -> all || matches(mask, glob, other))
                .toList();
    }

    private static boolean matches(String mask, Glob glob, User user) {
        // Hosts consist of hexadecimal digits, which short masks would match by chance.
        return (mask.indexOf('.') >= 0 && glob.matches(user.host()))
                || (mask.indexOf('!') >= 0 && glob.matches(user.source()))
                || glob.matches(user.nick())
                || glob.matches(user.username())
                || glob.matches(user.realName())
                || (user.account() != null && glob.matches(user.account()));
    }

    private Outgoing row(Query query, @Nullable Room room, User user, Reply reply) {
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

    private String row(Query query, @Nullable Room room, User user, String flags, Reply reply) {
        String channel = room == null ? "*" : room.name();
        String server = settings.name();
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
        List<String> words = new ArrayList<>(List.of(reply.session().nick()));
        FIELDS.chars()
                .filter(field -> fields.indexOf(field) >= 0)
                .mapToObj(field -> value((char) field, query, channel, user, flags))
                .forEach(words::add);
        Message line = Message.of(Numeric.RPL_WHOSPCRPL.code(), words.toArray(String[]::new));
        return Utf8.cut(":" + server + " " + line, Message.MAX_BODY - 2);
    }

    private String value(char field, Query query, String channel, User user, String flags) {
        return switch (field) {
            case 't' -> query.token();
            case 'c' -> channel;
            case 'u' -> user.username();
            case 'i' -> HIDDEN_ADDRESS;
            case 'h' -> user.host();
            case 's' -> settings.name();
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
