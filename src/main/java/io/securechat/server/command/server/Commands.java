package io.securechat.server.command.server;

import io.securechat.Fatal;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.channel.ChannelCommands;
import io.securechat.server.command.channel.ListingCommands;
import io.securechat.server.command.channel.MessageCommands;
import io.securechat.server.command.channel.ModeCommands;
import io.securechat.server.command.channel.RenameCommands;
import io.securechat.server.command.history.HistoryCommands;
import io.securechat.server.command.history.MarkerCommands;
import io.securechat.server.command.history.RedactionCommands;
import io.securechat.server.command.history.SearchCommands;
import io.securechat.server.command.user.MetadataCommands;
import io.securechat.server.command.user.MetadataSync;
import io.securechat.server.command.user.MonitorCommands;
import io.securechat.server.command.user.UserCommands;
import io.securechat.server.command.user.UserModes;
import io.securechat.server.command.user.WhoCommands;
import io.securechat.server.command.user.WhoisCommands;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.LineHandler;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.wire.Line;
import io.securechat.server.wire.Refusal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table of commands: finds the row for a line, checks the row's conditions, runs its handler and answers refusals. */
public final class Commands implements LineHandler {
    private final Map<String, Command> rows = new TreeMap<>();
    private final Map<String, Long> uses = new TreeMap<>();

    public Commands(Chat chat) {
        MarkerCommands markers = new MarkerCommands(chat);
        HistoryCommands history = new HistoryCommands(chat);
        MetadataSync metadata = new MetadataSync(chat);
        UserModes userModes = new UserModes(chat.people());
        OperatorCommands operators = new OperatorCommands(chat, userModes);
        ChannelCommands channels = new ChannelCommands(chat, markers, metadata, history);
        ServerCommands server = new ServerCommands(chat, Collections.unmodifiableMap(uses));
        Registrar registrar = new Registrar(chat, server, operators, channels, metadata);
        Stream.of(
                        new CapCommands(chat.settings(), registrar).rows(),
                        new ConnectionCommands(chat, registrar).rows(),
                        new MessageCommands(chat).rows(),
                        history.rows(),
                        new RedactionCommands(chat).rows(),
                        new SearchCommands(chat).rows(),
                        markers.rows(),
                        channels.rows(),
                        new ListingCommands(chat).rows(),
                        new RenameCommands(chat).rows(),
                        new ModeCommands(chat, userModes).rows(),
                        new UserCommands(chat.people()).rows(),
                        new WhoCommands(chat).rows(),
                        new WhoisCommands(chat).rows(),
                        new MonitorCommands(chat.people()).rows(),
                        operators.rows(),
                        new BlockCommands(chat).rows(),
                        new AccountCommands(chat.people()).rows(),
                        new MetadataCommands(chat, metadata).rows(),
                        new HelpCommands(Collections.unmodifiableMap(rows)).rows(),
                        server.rows())
                .flatMap(List::stream)
                .forEach(row -> rows.put(row.name(), row));
    }

    /** All commands, sorted by name. */
    public Collection<Command> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    @Override
    public boolean mayOvertakeAppends(Message message) {
        Command row = rows.get(message.command());
        return row != null && row.when() == Command.When.WHILE_APPENDING;
    }

    @Override
    public void run(Session session, Line line) {
        Reply reply = new Reply(session, line);
        try {
            if (line instanceof Line.Parsed parsed) {
                run(session, parsed.message(), reply);
            } else if (line instanceof Line.Rejected rejected) {
                throw rejected.refusal();
            }
        } catch (Throwable e) {
            Fatal.check(e);
            reply.failed(e);
        } finally {
            reply.done();
        }
    }

    private void run(Session session, Message message, Reply reply) {
        Command row = rows.get(message.command());
        if (row == null) {
            throw new Refusal(Numeric.ERR_UNKNOWNCOMMAND, message.command());
        }
        if (row.when() != Command.When.ALWAYS && !session.isRegistered()) {
            throw new Refusal(Numeric.ERR_NOTREGISTERED);
        }
        if (row.when() == Command.When.OPERATOR && !session.user().is(UserMode.OPERATOR)) {
            session.audit("refused").addKeyValue("command", row.name()).log();
            throw new Refusal(Numeric.ERR_NOPRIVILEGES);
        }
        if (message.params().size() < row.params()) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, row.name());
        }
        uses.merge(row.name(), 1L, Long::sum);
        row.handler().run(session, message, reply);
    }
}
