package io.securechat.server.command.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.command.Command;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.wire.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HELP, generated from the rows of all commands. */
final class HelpCommands {
    /** Bytes of a topic in an answer. */
    private static final int MAX_TOPIC = 80;

    private final Map<String, Command> commands;

    /** @param commands all commands by name */
    HelpCommands(Map<String, Command> commands) {
        this.commands = commands;
    }

    List<Command> rows() {
        return List.of(
                new Command("HELP", 0, "[<command>]", "Lists all commands, or explains one.", this::help),
                new Command("HELPOP", 0, "[<command>]", "Same as HELP.", this::help));
    }

    private void help(Session session, Message message, Reply reply) {
        if (message.params().isEmpty() || message.params().get(0).isEmpty()) {
            reply.add(Numeric.RPL_HELPSTART, "*", "All commands; HELP <command> explains one");
            reply.addPacked(" ", List.copyOf(commands.keySet()), Numeric.RPL_HELPTXT, "*");
            reply.add(Numeric.RPL_ENDOFHELP, "*");
            return;
        }
        String topic = Utf8.cut(message.params().get(0).toUpperCase(Locale.ROOT), MAX_TOPIC);
        Command row = commands.get(topic);
        if (row == null) {
            throw new Refusal(Numeric.ERR_HELPNOTFOUND, topic);
        }
        reply.add(Numeric.RPL_HELPSTART, topic, (row.name() + " " + row.syntax()).trim());
        reply.add(Numeric.RPL_HELPTXT, topic, row.help());
        reply.add(Numeric.RPL_ENDOFHELP, topic);
    }
}
