package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes back a message, a tag message or a topic: by its author, or by an operator of the channel or the server. */
final class RedactionCommands {
    static final List<Command> ROWS = List.of(new Command(
            "REDACT",
            2,
            "<target> <msgid> [<reason>]",
            "Takes a message or a former topic back (IRCv3 message-redaction).",
            RedactionCommands::redact));

    private RedactionCommands() {}

    private static void redact(Session session, Message message, Reply reply) {
        String to = message.params().get(0);
        String msgid = message.params().get(1);
        String reason = message.params().size() > 2 ? message.params().get(2) : "";
        User user = session.user();
        Target target = user.is(UserMode.OPERATOR)
                ? session.chat().targets().find(user, to)
                : session.chat().targets().readable(user, to);
        if (target == null) {
            throw Refusal.fail("REDACT", "INVALID_TARGET", List.of(to), "You cannot take anything back there");
        }
        String head = ":" + user.source() + " REDACT " + target.name() + " " + msgid + " :";
        if (Utf8.length(head) + Utf8.length(reason) > Message.MAX_BODY - 2) {
            throw new Refusal(Numeric.ERR_INPUTTOOLONG);
        }
        reply.await(
                session.ask(() -> session.chat().journal().find(Entry.idOf(msgid))),
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
                .filter(any -> !any.draft().verb().equals(Entry.REDACT))
                .orElseThrow(() -> Refusal.fail("REDACT", "UNKNOWN_MSGID", context, "There is no such message"));
        User user = session.user();
        Room room = target.room();
        if (!entry.draft().author().equals(user.party()) && !user.is(UserMode.OPERATOR) && !runs(user, room, entry)) {
            throw Refusal.fail("REDACT", "REDACT_FORBIDDEN", context, "This message is not yours");
        }
        if (room != null && isTopicOf(room, entry)) {
            throw Refusal.fail(
                    "REDACT", "REDACT_FORBIDDEN", context, "This is the channel's topic; set another one first");
        }
    }

    /** Whether somebody runs the channel that an entry belongs to; entries from before the channel began are not included. */
    private static boolean runs(User user, @Nullable Room room, Entry entry) {
        return room != null && room.isRunBy(user) && entry.id() > room.beganAfter();
    }

    /** Whether an entry set the text that is the topic now; everybody who joins is still told that text. */
    private static boolean isTopicOf(Room room, Entry entry) {
        Room.Topic topic = room.topic();
        return topic != null
                && entry.draft().verb().equals(Entry.TOPIC)
                && entry.draft().text().equals(topic.text());
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
