package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.ServerTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said before, in rooms and between two people. */
final class HistoryCommands {
    static final List<Command> ROWS = List.of(new Command(
            "CHATHISTORY",
            0,
            "BEFORE | AFTER | LATEST | AROUND | BETWEEN | TARGETS <target> <selector> [<selector>] <limit>",
            "Shows what was said in a channel or to a person, or where something was said (IRCv3 chathistory).",
            HistoryCommands::chathistory));

    private HistoryCommands() {}

    private static void chathistory(Session session, Message message, Reply reply) {
        boolean redactions = Capability.MESSAGE_REDACTION.in(session.capabilities());
        HistoryQuery query = HistoryQuery.parse(message.params(), redactions);
        if (query.subcommand().equals(HistoryQuery.TARGETS)) {
            targets(session, query, reply);
        } else {
            messages(session, query, reply);
        }
    }

    private static Refusal refusal(HistoryQuery query, String code) {
        return HistoryQuery.refusal(code, "Messages could not be retrieved", query.subcommand(), query.target());
    }

    private static void messages(Session session, HistoryQuery query, Reply reply) {
        Target target = Target.of(session.user(), session.chat(), query.target());
        if (target == null) {
            throw refusal(query, "INVALID_TARGET");
        }
        reply.await(
                query.read(session.chat().journal(), target.place()),
                entries -> reply.addBatch(
                        "chathistory " + target.name(), () -> entries.forEach(entry -> reply.add(Said.later(entry)))),
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static void targets(Session session, HistoryQuery query, Reply reply) {
        Range range = query.ranges().get(0);
        User user = session.user();
        List<Place> rooms =
                user.rooms().stream().map(room -> Place.room(room.name())).toList();
        reply.await(
                session.chat()
                        .journal()
                        .conversations(user.party(), rooms, range.after(), range.before(), range.limit()),
                found -> reply.addBatch(
                        "draft/chathistory-targets",
                        () -> found.forEach(conversation -> addTarget(session, conversation, reply))),
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static void addTarget(Session session, Journal.Conversation conversation, Reply reply) {
        Entry latest = conversation.latest();
        String name = name(session, conversation);
        if (name != null) {
            reply.add("CHATHISTORY", HistoryQuery.TARGETS, name, ServerTime.format(latest.time()));
        }
        Inbox inbox = session.user().inbox();
        if (inbox != null && !conversation.place().isRoom()) {
            inbox.got(latest.id());
        }
    }

    /** The name by which the user can ask for a conversation, or null where there is none: guests are gone for good. */
    private static @Nullable String name(Session session, Journal.Conversation conversation) {
        Chat chat = session.chat();
        if (conversation.place().isRoom()) {
            Room room = chat.room(conversation.place().key());
            return room == null ? null : room.name();
        }
        Party other = conversation.place().other(session.user().party());
        User present = chat.people().find(other);
        if (present != null) {
            return present.nick();
        }
        if (!other.equals(chat.people().account(other.name()))) {
            return null;
        }
        Entry.Draft latest = conversation.latest().draft();
        return latest.author().equals(other) ? Message.nickOf(latest.source()) : latest.target();
    }

    /** Shows the last messages of a room, if there are to be any, to a client that cannot ask for them itself. */
    static void replay(Room room, Reply reply) {
        Session session = reply.session();
        Chat chat = session.chat();
        int limit = chat.settings().replay();
        if (limit == 0 || Capability.CHATHISTORY.in(session.capabilities())) {
            return;
        }
        reply.flush();
        Range range = new Range(-1, chat.delivery().newest() + 1, limit, true, false);
        reply.await(
                chat.journal().read(Place.room(room.name()), range),
                entries -> {
                    if (!entries.isEmpty()) {
                        reply.addBatch(
                                "chathistory " + room.name(),
                                () -> entries.forEach(entry -> reply.add(Said.unasked(entry))));
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "JOIN"));
    }
}
