package io.securechat.server.command.user;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.command.Command;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.Monitors;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** MONITOR: notifications when nicks connect and disconnect (IRCv3 monitor). */
public final class MonitorCommands {
    private final People people;
    private final Monitors monitors;

    public MonitorCommands(People people) {
        this.people = people;
        this.monitors = people.monitors();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "MONITOR",
                1,
                "+ <nick>{,<nick>} | - <nick>{,<nick>} | C | L | S",
                "Notifies you when nicks connect and disconnect.",
                this::monitor));
    }

    private void monitor(Session session, Message message, Reply reply) {
        switch (message.params().get(0).toUpperCase(Locale.ROOT)) {
            case "+" -> add(session, nicks(message), reply);
            case "-" -> nicks(message).forEach(nick -> monitors.remove(session, nick));
            case "C" -> monitors.clear(session);
            case "L" -> {
                reply.addPacked(",", List.copyOf(monitors.list(session)), Numeric.RPL_MONLIST);
                reply.add(Numeric.RPL_ENDOFMONLIST);
            }
            case "S" -> addStatus(monitors.list(session), reply);
            default ->
                throw Refusal.fail(
                        "MONITOR",
                        "INVALID_SUBCOMMAND",
                        List.of(message.params().get(0)),
                        "The subcommands of MONITOR are + - C L S");
        }
    }

    private static List<String> nicks(Message message) {
        String list = message.param(1);
        if (list == null) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, message.command());
        }
        return List.of(list.split(","));
    }

    /** Adds nicks to the list, as far as they fit. Invalid nicks are skipped: they will never connect. */
    private void add(Session session, List<String> nicks, Reply reply) {
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
        addStatus(added, reply);
        if (!tooMany.isEmpty()) {
            reply.add(Numeric.ERR_MONLISTFULL, Monitors.MAX_NICKS, String.join(",", tooMany));
        }
    }

    /** Adds which of these nicks are connected and which are not. */
    private void addStatus(Collection<String> nicks, Reply reply) {
        List<User> here = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String nick : nicks) {
            User user = people.find(nick);
            if (user == null) {
                gone.add(nick);
            } else {
                here.add(user);
            }
        }
        reply.addPacked(",", here.stream().map(User::source).toList(), Numeric.RPL_MONONLINE);
        here.forEach(user -> user.metadata().addForMonitor(user.nick(), reply));
        reply.addPacked(",", gone, Numeric.RPL_MONOFFLINE);
    }
}
