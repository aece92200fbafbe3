package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Taking back what was said: by who has said it, or by an operator of the channel or the server. */
final class RedactionCommands {
    static final List<Command> ROWS = List.of(new Command(
            "REDACT",
            2,
            "<target> <msgid> [<reason>]",
            "Takes a message back (IRCv3 message-redaction).",
            RedactionCommands::redact));

    private RedactionCommands() {}

    private static void redact(Session session, Message message, Reply reply) {
        String to = message.params().get(0);
        String msgid = message.params().get(1);
        String reason = message.params().size() > 2 ? message.params().get(2) : "";
        User user = session.user();
        Target target = user.is(UserMode.OPERATOR)
                ? Target.find(user, session.chat(), to)
                : Target.of(user, session.chat(), to);
        if (target == null) {
            throw Refusal.fail("REDACT", "INVALID_TARGET", List.of(to), "You cannot take anything back there");
        }
        String head = ":" + user.source() + " REDACT " + target.name() + " " + msgid + " :";
        if (Utf8.length(head) + Utf8.length(reason) > Message.MAX_BODY - 2) {
            throw new Refusal(Numeric.ERR_INPUTTOOLONG);
        }
        reply.await(
                session.chat().journal().find(Entry.idOf(msgid)),
                found -> {
                    check(session, target, msgid, found);
                    session.chat()
                            .delivery()
                            .redact(session, draft(user, target, Entry.idOf(msgid), reason), target, reply);
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "REDACT"));
    }

    private static void check(Session session, Target target, String msgid, Optional<Entry> found) {
        List<String> context = List.of(target.name(), msgid);
        Entry entry = found.filter(any -> any.draft().place().equals(target.place()))
                .filter(any -> any.draft().isMessage() || any.draft().verb().equals(Entry.TAGMSG))
                .orElseThrow(() -> Refusal.fail("REDACT", "UNKNOWN_MSGID", context, "There is no such message"));
        User user = session.user();
        if (!entry.draft().author().equals(user.party())
                && !user.is(UserMode.OPERATOR)
                && !runs(user, target.room(session.chat()), entry)) {
            throw Refusal.fail("REDACT", "REDACT_FORBIDDEN", context, "This message is not yours");
        }
    }

    /** Whether somebody runs the channel where an entry belongs: who founds it anew has no say in what was before. */
    private static boolean runs(User user, @Nullable Room room, Entry entry) {
        return room != null
                && room.isRunBy(user)
                && !entry.time().isBefore(room.created().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Entry.Draft draft(User user, Target target, long redacts, String reason) {
        return new Entry.Draft(
                Entry.REDACT,
                target.place(),
                user.party(),
                user.source(),
                user.account(),
                target.name(),
                reason,
                Map.of(),
                null,
                redacts);
    }
}
