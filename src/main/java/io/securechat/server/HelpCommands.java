package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.List;
import java.util.Locale;

/** Help, made from the rows of all commands. */
final class HelpCommands {
    static final List<Command> ROWS = List.of(
            new Command("HELP", 0, "[<command>]", "Tells the commands, or about one.", HelpCommands::help),
            new Command("HELPOP", 0, "[<command>]", "The same as HELP.", HelpCommands::help));

    /** Bytes of a topic in an answer. */
    private static final int MAX_TOPIC = 80;

    private HelpCommands() {}

    private static void help(Session session, Message message, Reply reply) {
        Commands commands = session.chat().commands();
        if (message.params().isEmpty() || message.params().get(0).isEmpty()) {
            reply.add(Numeric.RPL_HELPSTART, "*", "The commands; HELP and one of them tells more");
            List<String> names = commands.rows().stream().map(Command::name).toList();
            reply.addPacked(names, Numeric.RPL_HELPTXT, "*");
            reply.add(Numeric.RPL_ENDOFHELP, "*");
            return;
        }
        String topic = Utf8.cut(message.params().get(0).toUpperCase(Locale.ROOT), MAX_TOPIC);
        Command row = commands.row(topic);
        if (row == null) {
            throw new Refusal(Numeric.ERR_HELPNOTFOUND, topic);
        }
        reply.add(Numeric.RPL_HELPSTART, topic, (row.name() + " " + row.syntax()).trim());
        reply.add(Numeric.RPL_HELPTXT, topic, row.help());
        reply.add(Numeric.RPL_ENDOFHELP, topic);
    }
}
