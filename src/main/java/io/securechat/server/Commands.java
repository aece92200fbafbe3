package io.securechat.server;

import io.securechat.Fatal;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All commands: finds the row of a line, checks what it asks for, runs it, and answers what it throws. */
final class Commands implements LineHandler {
    private final Map<String, Command> rows = new TreeMap<>();
    private final Map<String, Long> uses = new TreeMap<>();
    private final Support support;

    Commands(Settings settings) {
        support = new Support(settings);
        Stream.of(
                        CapCommands.ROWS,
                        ConnectionCommands.ROWS,
                        MessageCommands.ROWS,
                        HistoryCommands.ROWS,
                        RedactionCommands.ROWS,
                        SearchCommands.ROWS,
                        MarkerCommands.ROWS,
                        ChannelCommands.ROWS,
                        ListingCommands.ROWS,
                        RenameCommands.ROWS,
                        ModeCommands.ROWS,
                        UserCommands.ROWS,
                        WhoCommands.ROWS,
                        WhoisCommands.ROWS,
                        MonitorCommands.ROWS,
                        OperatorCommands.ROWS,
                        AccountCommands.ROWS,
                        MetadataCommands.ROWS,
                        HelpCommands.ROWS,
                        ServerCommands.ROWS)
                .flatMap(List::stream)
                .forEach(row -> rows.put(row.name(), row));
    }

    /** Every command, by name. */
    Collection<Command> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    @Nullable Command row(String name) {
        return rows.get(name);
    }

    /** What the server supports, as clients are told it. */
    Support support() {
        return support;
    }

    /** How often each command was carried out, but for those that never were. */
    Map<String, Long> uses() {
        return Collections.unmodifiableMap(uses);
    }

    /** Whether a message may follow others of its session while these are still on their way into the journal. */
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
            throw new Refusal(Numeric.ERR_NOPRIVILEGES);
        }
        if (message.params().size() < row.params()) {
            throw new Refusal(Numeric.ERR_NEEDMOREPARAMS, row.name());
        }
        uses.merge(row.name(), 1L, Long::sum);
        row.handler().run(session, message, reply);
    }
}
