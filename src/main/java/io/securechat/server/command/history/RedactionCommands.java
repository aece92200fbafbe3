package io.securechat.server.command.history;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.message.Delivery;
import io.securechat.server.message.Target;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.mode.UserMode;
import io.securechat.server.room.Room;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** REDACT: deletes a message, a tag message or a former topic; for its author, and for operators of the channel or the server. */
public final class RedactionCommands {
    private final Journal journal;
    private final TargetFinder targets;
    private final Delivery delivery;

    public RedactionCommands(Chat chat) {
        this.journal = chat.journal();
        this.targets = chat.targets();
        this.delivery = chat.delivery();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "REDACT",
                2,
                "<target> <msgid> [<reason>]",
                "Deletes a message or a former topic for everyone (IRCv3 message-redaction).",
                this::redact));
    }

    private void redact(Session session, Message message, Reply reply) {
        String to = message.params().get(0);
        String msgid = message.params().get(1);
        String reason = message.paramOrEmpty(2);
        User user = session.user();
        Target target = user.is(UserMode.OPERATOR) ? targets.find(user, to) : targets.readable(user, to);
        if (target == null) {
            throw Refusal.fail("REDACT", "INVALID_TARGET", List.of(to), "You cannot delete messages there");
        }
        String head = ":" + user.source() + " REDACT " + target.name() + " " + msgid + " :";
        if (Utf8.length(head) + Utf8.length(reason) > Message.MAX_BODY - 2) {
            throw new Refusal(Numeric.ERR_INPUTTOOLONG);
        }
        reply.await(
                session.ask(() -> journal.find(Entry.idOf(msgid))),
                found -> {
                    Target place = found.filter(entry -> mayIntervene(user, target, entry))
                            .map(targets::of)
                            .orElse(target);
                    check(user, place, msgid, found);
                    delivery.redact(Entry.idOf(msgid), place, reason, reply);
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "REDACT"));
    }

    /** Returns whether an operator of the server deletes a message in a private conversation of the target with somebody else. */
    private static boolean mayIntervene(User user, Target target, Entry entry) {
        Party person = target.person();
        return person != null
                && user.is(UserMode.OPERATOR)
                && entry.draft().place().isOf(person)
                && entry.draft().place().isOf(entry.draft().author())
                && !entry.draft().place().isOf(user.party());
    }

    private static void check(User user, Target target, String msgid, Optional<Entry> found) {
        List<String> context = List.of(target.name(), msgid);
        Entry entry = found.filter(any -> any.draft().place().equals(target.place()))
                .filter(any -> !any.draft().verb().equals(Entry.REDACT))
                .orElseThrow(() -> Refusal.fail("REDACT", "UNKNOWN_MSGID", context, "There is no such message"));
        Room room = target.room();
        if (!entry.draft().author().equals(user.party()) && !user.is(UserMode.OPERATOR) && !runs(user, room, entry)) {
            throw Refusal.fail("REDACT", "REDACT_FORBIDDEN", context, "This message is not yours");
        }
        if (room != null && isTopicOf(room, entry)) {
            throw Refusal.fail(
                    "REDACT", "REDACT_FORBIDDEN", context, "This is the channel's topic; set another one first");
        }
    }

    /** Returns whether a user is an operator of an entry's channel, and the entry is not older than the channel. */
    private static boolean runs(User user, @Nullable Room room, Entry entry) {
        return room != null && room.isRunBy(user) && entry.id() > room.beganAfter();
    }

    /** Returns whether an entry set the present topic, which every user who joins still receives. */
    private static boolean isTopicOf(Room room, Entry entry) {
        Room.Topic topic = room.topic();
        return topic != null
                && entry.draft().verb().equals(Entry.TOPIC)
                && entry.draft().text().equals(topic.text());
    }
}
