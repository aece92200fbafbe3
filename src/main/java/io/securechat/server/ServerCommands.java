package io.securechat.server;

import io.securechat.Version;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The server itself: greeting, figures, who runs it, what it is. */
final class ServerCommands {
    static final List<Command> ROWS = List.of(
            new Command("ADMIN", 0, "[<server>]", "Tells who runs the server.", here(0, ServerCommands::admin)),
            new Command("INFO", 0, "[<server>]", "Tells what the server is.", here(0, ServerCommands::info)),
            new Command("LINKS", 0, "[[<server>] <mask>]", "Lists servers: this one.", ServerCommands::links),
            new Command(
                    "LUSERS",
                    0,
                    "[<mask> [<server>]]",
                    "Counts users and channels.",
                    here(1, (session, message, reply) -> addLusers(session, reply))),
            new Command(
                    "MOTD",
                    0,
                    "[<server>]",
                    "Shows the message of the day.",
                    here(0, (session, message, reply) -> addMotd(session, reply))),
            new Command(
                    "STATS",
                    1,
                    "u | m | o | z [<server>]",
                    "Tells how long the server has been up, how often commands were used, who its operators are, or, to operators, how full it is.",
                    here(1, ServerCommands::stats)),
            new Command("TIME", 0, "[<server>]", "Tells the server's time.", here(0, ServerCommands::time)),
            new Command(
                    "VERSION",
                    0,
                    "[<server>]",
                    "Tells the server's version and limits.",
                    here(0, ServerCommands::version)));

    private static final String PRODUCT = Version.text().replace(' ', '-');
    private static final String ABOUT = "IRC over mutual TLS";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm:ss xxx", Locale.ENGLISH);

    private static final String USER_MODES = UserMode.letters();
    private static final String CHANNEL_MODES = ChannelMode.letters();

    private ServerCommands() {}

    /** A handler for a command that may name a server, by a mask or by somebody who is on it: there is only this one. */
    private static Command.Handler here(int index, Command.Handler handler) {
        return (session, message, reply) -> {
            String server = message.param(index);
            if (server != null && !session.chat().isServer(server)) {
                throw new Refusal(Numeric.ERR_NOSUCHSERVER, server);
            }
            handler.run(session, message, reply);
        };
    }

    /** Adds what a client is told when it has registered (RFC 2812 §5.1, modern.ircdocs.horse). */
    static void greet(Session session, Reply reply) {
        Chat chat = session.chat();
        Settings settings = chat.settings();
        reply.add(Numeric.RPL_WELCOME, settings.network(), session.user().source());
        reply.add(Numeric.RPL_YOURHOST, settings.name(), PRODUCT);
        reply.add(Numeric.RPL_CREATED, chat.started().truncatedTo(ChronoUnit.SECONDS));
        reply.add(Numeric.RPL_MYINFO, settings.name(), PRODUCT, USER_MODES, CHANNEL_MODES);
        chat.commands().support().add(reply);
        MetadataCommands.register(session, reply);
        addLusers(session, reply);
        addMotd(session, reply);
    }

    private static void addLusers(Session session, Reply reply) {
        Chat chat = session.chat();
        People people = chat.people();
        int users = people.all().size();
        long invisible = people.all(UserMode.INVISIBLE).size();
        reply.add(Numeric.RPL_LUSERCLIENT, users - invisible, invisible);
        reply.add(Numeric.RPL_LUSEROP, people.all(UserMode.OPERATOR).size());
        reply.add(Numeric.RPL_LUSERUNKNOWN, chat.unregistered());
        reply.add(Numeric.RPL_LUSERCHANNELS, chat.rooms().all().size());
        reply.add(Numeric.RPL_LUSERME, users);
        reply.add(Numeric.RPL_LOCALUSERS, users, people.most(), users, people.most());
        reply.add(Numeric.RPL_GLOBALUSERS, users, people.most(), users, people.most());
    }

    private static void addMotd(Session session, Reply reply) {
        Chat chat = session.chat();
        if (chat.motd().isEmpty()) {
            reply.add(Numeric.ERR_NOMOTD);
            return;
        }
        reply.add(Numeric.RPL_MOTDSTART, chat.settings().name());
        for (String line : chat.motd()) {
            reply.add(Numeric.RPL_MOTD, Utf8.cut(line, 400));
        }
        reply.add(Numeric.RPL_ENDOFMOTD);
    }

    private static void version(Session session, Message message, Reply reply) {
        reply.add(Numeric.RPL_VERSION, PRODUCT, session.chat().settings().name(), ABOUT);
        session.chat().commands().support().add(reply);
    }

    private static void admin(Session session, Message message, Reply reply) {
        Settings settings = session.chat().settings();
        if (settings.operators().isEmpty()) {
            throw new Refusal(Numeric.ERR_NOADMININFO, settings.name());
        }
        reply.add(Numeric.RPL_ADMINME, settings.name());
        reply.add(Numeric.RPL_ADMINLOC1, settings.network());
        reply.add(Numeric.RPL_ADMINLOC2, "Who runs this server can be asked here, by these names:");
        reply.addPacked(operators(session), Numeric.RPL_ADMINEMAIL);
    }

    private static List<String> operators(Session session) {
        return session.chat().settings().operators().stream().sorted().toList();
    }

    private static void info(Session session, Message message, Reply reply) {
        Chat chat = session.chat();
        reply.add(Numeric.RPL_INFO, Version.text() + ", " + ABOUT);
        reply.add(Numeric.RPL_INFO, "Your certificate is who you are.");
        reply.add(Numeric.RPL_INFO, "Started " + TIME.format(local(chat.started())));
        reply.add(Numeric.RPL_ENDOFINFO);
    }

    private static void links(Session session, Message message, Reply reply) {
        Settings settings = session.chat().settings();
        if (message.params().size() > 1
                && !session.chat().isServer(message.params().get(0))) {
            throw new Refusal(Numeric.ERR_NOSUCHSERVER, message.params().get(0));
        }
        String mask = message.params().isEmpty() ? "*" : message.trailing();
        if (new Glob(mask).matches(settings.name())) {
            reply.add(Numeric.RPL_LINKS, settings.name(), settings.name(), settings.network());
        }
        reply.add(Numeric.RPL_ENDOFLINKS, mask);
    }

    private static void time(Session session, Message message, Reply reply) {
        Instant now = session.chat().now();
        String server = session.chat().settings().name();
        reply.add(Numeric.RPL_TIME, server, now.getEpochSecond(), TIME.format(local(now)));
    }

    private static ZonedDateTime local(Instant time) {
        return time.atZone(ZoneId.systemDefault());
    }

    private static void stats(Session session, Message message, Reply reply) {
        String query = message.params().get(0);
        switch (query) {
            case "u" -> {
                Duration up = session.chat().upTime();
                String time = String.format(
                        Locale.ROOT, "%d:%02d:%02d", up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart());
                reply.add(Numeric.RPL_STATSUPTIME, up.toDays(), time);
            }
            case "m" ->
                session.chat()
                        .commands()
                        .uses()
                        .forEach((name, uses) -> reply.add(Numeric.RPL_STATSCOMMANDS, name, uses));
            case "o" -> {
                if (!session.user().is(UserMode.OPERATOR)) {
                    throw new Refusal(Numeric.ERR_NOPRIVILEGES);
                }
                operators(session).forEach(name -> reply.add(Numeric.RPL_STATSOLINE, name));
            }
            case "z" -> {
                if (!session.user().is(UserMode.OPERATOR)) {
                    throw new Refusal(Numeric.ERR_NOPRIVILEGES);
                }
                session.chat().fill().forEach(line -> reply.add(Numeric.RPL_STATSDEBUG, line));
            }
            default -> {}
        }
        reply.add(Numeric.RPL_ENDOFSTATS, query);
    }
}
