package io.securechat.server.command.server;

import io.securechat.Version;
import io.securechat.history.Markers;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.block.Block;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Glob;
import io.securechat.server.mode.UserMode;
import io.securechat.server.room.EmptyRooms;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Information about the server: greeting, version, statistics, operators. */
final class ServerCommands {
    private static final String PRODUCT = Version.text().replace(' ', '-');
    private static final String ABOUT = "IRC over mutual TLS";

    /** Bytes of a line of the message of the day. */
    private static final int MAX_MOTD_LINE = 400;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm:ss xxx", Locale.ENGLISH);

    private static final String USER_MODES = UserMode.letters();
    private static final String CHANNEL_MODES = ChannelMode.letters();

    private final Chat chat;
    private final Settings settings;
    private final Support support;
    private final Map<String, Long> uses;

    /** @param uses how often each command has run */
    ServerCommands(Chat chat, Map<String, Long> uses) {
        this.chat = chat;
        this.settings = chat.settings();
        this.support = new Support(settings);
        this.uses = uses;
    }

    List<Command> rows() {
        return List.of(
                new Command("ADMIN", 0, "[<server>]", "Shows whom to contact about the server.", here(0, this::admin)),
                new Command("INFO", 0, "[<server>]", "Describes the server.", here(0, this::info)),
                new Command("LINKS", 0, "[[<server>] <mask>]", "Lists servers: only this one.", this::links),
                new Command(
                        "LUSERS",
                        0,
                        "[<mask> [<server>]]",
                        "Counts users and channels.",
                        here(1, (session, message, reply) -> addLusers(reply))),
                new Command(
                        "MOTD",
                        0,
                        "[<server>]",
                        "Shows the message of the day.",
                        here(0, (session, message, reply) -> addMotd(reply))),
                new Command(
                        "STATS",
                        1,
                        "u | m | k | o | z [<server>]",
                        "Shows the uptime (u) or the number of uses of each command (m); for operators, the blocks (k),"
                                + " the list of operators (o) or the load (z).",
                        here(1, this::stats)),
                new Command("TIME", 0, "[<server>]", "Shows the server's time.", here(0, this::time)),
                new Command(
                        "VERSION", 0, "[<server>]", "Shows the server's version and limits.", here(0, this::version)));
    }

    /** Wraps the handler of a command that may name a server, by a mask or by a nick on it: only this one exists. */
    private Command.Handler here(int index, Command.Handler handler) {
        return (session, message, reply) -> {
            String server = message.param(index);
            if (server != null && !chat.isServer(server)) {
                throw new Refusal(Numeric.ERR_NOSUCHSERVER, server);
            }
            handler.run(session, message, reply);
        };
    }

    /** Adds the numerics 001 to 005 (RFC 2812 §5.1). */
    void greet(Session session, Reply reply) {
        reply.add(Numeric.RPL_WELCOME, settings.network(), session.user().source());
        reply.add(Numeric.RPL_YOURHOST, settings.name(), PRODUCT);
        reply.add(Numeric.RPL_CREATED, chat.started().truncatedTo(ChronoUnit.SECONDS));
        reply.add(Numeric.RPL_MYINFO, settings.name(), PRODUCT, USER_MODES, CHANNEL_MODES);
        support.add(reply);
    }

    void addLusers(Reply reply) {
        People people = chat.people();
        int users = people.all().size();
        long invisible = people.all(UserMode.INVISIBLE).size();
        reply.add(Numeric.RPL_LUSERCLIENT, users - invisible, invisible);
        reply.add(Numeric.RPL_LUSEROP, people.all(UserMode.OPERATOR).size());
        reply.add(Numeric.RPL_LUSERUNKNOWN, chat.sessions().unregistered());
        reply.add(Numeric.RPL_LUSERCHANNELS, chat.rooms().all().size());
        reply.add(Numeric.RPL_LUSERME, users);
        reply.add(Numeric.RPL_LOCALUSERS, users, people.most(), users, people.most());
        reply.add(Numeric.RPL_GLOBALUSERS, users, people.most(), users, people.most());
    }

    void addMotd(Reply reply) {
        List<String> motd = chat.motd();
        if (motd.isEmpty()) {
            reply.add(Numeric.ERR_NOMOTD);
            return;
        }
        reply.add(Numeric.RPL_MOTDSTART, settings.name());
        motd.forEach(line -> reply.add(Numeric.RPL_MOTD, Utf8.cut(line, MAX_MOTD_LINE)));
        reply.add(Numeric.RPL_ENDOFMOTD);
    }

    private void version(Session session, Message message, Reply reply) {
        reply.add(Numeric.RPL_VERSION, PRODUCT, settings.name(), ABOUT);
        support.add(reply);
    }

    private void admin(Session session, Message message, Reply reply) {
        if (chat.operators().names().isEmpty()) {
            throw new Refusal(Numeric.ERR_NOADMININFO, settings.name());
        }
        reply.add(Numeric.RPL_ADMINME, settings.name());
        reply.add(Numeric.RPL_ADMINLOC1, settings.network());
        reply.add(
                Numeric.RPL_ADMINLOC2,
                "Contact an operator of this server by sending a message to one of these nicks:");
        reply.addPacked(" ", operators(), Numeric.RPL_ADMINEMAIL);
    }

    private List<String> operators() {
        return chat.operators().names().stream().sorted().toList();
    }

    private void info(Session session, Message message, Reply reply) {
        reply.add(Numeric.RPL_INFO, Version.text() + ", " + ABOUT);
        reply.add(Numeric.RPL_INFO, "Your certificate is your identity.");
        reply.add(Numeric.RPL_INFO, "Started " + TIME.format(local(chat.started())));
        reply.add(Numeric.RPL_ENDOFINFO);
    }

    private void links(Session session, Message message, Reply reply) {
        if (message.params().size() > 1 && !chat.isServer(message.params().get(0))) {
            throw new Refusal(Numeric.ERR_NOSUCHSERVER, message.params().get(0));
        }
        String mask = message.params().isEmpty() ? "*" : message.trailing();
        if (new Glob(mask).matches(settings.name())) {
            reply.add(Numeric.RPL_LINKS, settings.name(), settings.name(), settings.network());
        }
        reply.add(Numeric.RPL_ENDOFLINKS, mask);
    }

    private void time(Session session, Message message, Reply reply) {
        Instant now = chat.now();
        reply.add(Numeric.RPL_TIME, settings.name(), now.getEpochSecond(), TIME.format(local(now)));
    }

    private static ZonedDateTime local(Instant time) {
        return time.atZone(ZoneId.systemDefault());
    }

    private void stats(Session session, Message message, Reply reply) {
        String query = message.params().get(0);
        switch (query) {
            case "u" -> {
                Duration up = chat.upTime();
                String time = String.format(
                        Locale.ROOT, "%d:%02d:%02d", up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart());
                reply.add(Numeric.RPL_STATSUPTIME, up.toDays(), time);
            }
            case "m" -> uses.forEach((name, count) -> reply.add(Numeric.RPL_STATSCOMMANDS, name, count));
            case "k", "K" -> {
                requireOperator(session);
                reply.addAll(
                        chat.blocks().list().at(chat.now()).stream()
                                .map(block -> Outgoing.line(blockLine(block, reply)))
                                .iterator(),
                        () -> reply.add(Numeric.RPL_ENDOFSTATS, query));
                return;
            }
            case "o" -> {
                requireOperator(session);
                operators().forEach(name -> reply.add(Numeric.RPL_STATSOLINE, name));
            }
            case "z" -> {
                requireOperator(session);
                fill().forEach(line -> reply.add(Numeric.RPL_STATSDEBUG, line));
            }
            default -> {}
        }
        reply.add(Numeric.RPL_ENDOFSTATS, query);
    }

    private static String blockLine(Block block, Reply reply) {
        String text = block.target().text();
        return reply.line(
                Numeric.RPL_STATSKLINE,
                text.startsWith(":") ? "0" + text : text, // an IPv6 address must not look like the last parameter
                block.by(),
                (block.until() == null ? "until it is lifted" : "until " + block.until())
                        + (block.reason().isEmpty() ? "" : ": " + block.reason()));
    }

    /** The use of the server's limits, as lines of text. */
    private List<String> fill() {
        People people = chat.people();
        Rooms rooms = chat.rooms();
        int unregistered = chat.sessions().unregistered();
        Runtime memory = Runtime.getRuntime();
        long heap = memory.totalMemory() - memory.freeMemory();
        return List.of(
                people.sessions() + unregistered + " of " + settings.limits().connections() + " connections, "
                        + unregistered + " of them not registered",
                chat.turns().persons() + " certificates and accounts with a budget",
                rooms.all().size() + " of " + Rooms.MAX_ROOMS + " rooms, "
                        + rooms.retention().emptyRooms()
                        + " of them empty (" + EmptyRooms.MAX_KEPT + " for each account at most), "
                        + rooms.retention().closedNames()
                        + " names with a closed history",
                people.nicks().accounts() + " accounts, " + chat.journal().markers() + " read markers of them, "
                        + Markers.MAX + " for each at most",
                (heap >> 20) + " of " + (memory.maxMemory() >> 20) + " MB of heap");
    }

    private static void requireOperator(Session session) {
        if (!session.user().is(UserMode.OPERATOR)) {
            throw new Refusal(Numeric.ERR_NOPRIVILEGES);
        }
    }
}
