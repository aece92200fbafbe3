package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** MONITOR: being told when somebody comes and goes (IRCv3 monitor). */
final class MonitorCommands {
    static final List<Command> ROWS = List.of(new Command(
            "MONITOR",
            1,
            "+ <nick>{,<nick>} | - <nick>{,<nick>} | C | L | S",
            "Tells you when others come and go.",
            MonitorCommands::monitor));

    private MonitorCommands() {}

    private static void monitor(Session session, Message message, Reply reply) {
        Monitors monitors = session.chat().people().monitors();
        switch (message.params().get(0).toUpperCase(Locale.ROOT)) {
            case "+" -> add(session, monitors, nicks(message), reply);
            case "-" -> nicks(message).forEach(nick -> monitors.remove(session, nick));
            case "C" -> monitors.clear(session);
            case "L" -> {
                reply.addPacked(",", List.copyOf(monitors.list(session)), Numeric.RPL_MONLIST);
                reply.add(Numeric.RPL_ENDOFMONLIST);
            }
            case "S" -> addStatus(session, monitors.list(session), reply);
            default ->
                throw Refusal.fail(
                        "MONITOR",
                        "INVALID_SUBCOMMAND",
                        List.of(message.params().get(0)),
                        "MONITOR knows + - C L S");
        }
    }

    private static List<String> nicks(Message message) {
        String list = message.param(1);
        if (list == null) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        return List.of(list.split(","));
    }

    /** Adds nicks to the list, as far as they fit; what cannot be a nick is left out, for it will never be there. */
    private static void add(Session session, Monitors monitors, List<String> nicks, Reply reply) {
        List<String> added = new ArrayList<>();
        List<String> tooMany = new ArrayList<>();
        for (String nick : nicks) {
            if (!Names.isNick(nick) || monitors.has(session, nick)) {
                continue;
            }
            if (monitors.isFull(session)) {
                tooMany.add(nick);
            } else {
                monitors.add(session, nick);
                added.add(nick);
            }
        }
        addStatus(session, added, reply);
        if (!tooMany.isEmpty()) {
            reply.add(Numeric.ERR_MONLISTFULL, Monitors.MAX_NICKS, String.join(",", tooMany));
        }
    }

    /** Tells who of these is here and who is not. */
    private static void addStatus(Session session, Collection<String> nicks, Reply reply) {
        List<User> here = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String nick : nicks) {
            User user = session.chat().people().find(nick);
            if (user == null) {
                gone.add(nick);
            } else {
                here.add(user);
            }
        }
        reply.addPacked(",", here.stream().map(User::source).toList(), Numeric.RPL_MONONLINE);
        here.forEach(user -> MetadataCommands.monitored(user, reply));
        reply.addPacked(",", gone, Numeric.RPL_MONOFFLINE);
    }
}
