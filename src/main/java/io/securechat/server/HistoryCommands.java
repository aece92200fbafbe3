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
import java.util.Optional;

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
                        "chathistory " + target.name(),
                        entries.stream()
                                .map(session.chat().rooms()::underPresentName)
                                .map(Said::later)
                                .toList()),
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static void targets(Session session, HistoryQuery query, Reply reply) {
        Range range = query.ranges().get(0);
        User user = session.user();
        List<Place> rooms = user.rooms().stream().map(room -> room.place()).toList();
        reply.await(
                session.chat()
                        .journal()
                        .conversations(user.party(), rooms, range.after(), range.before(), range.limit()),
                found -> reply.addBatch(
                        "draft/chathistory-targets",
                        found.stream()
                                .flatMap(conversation -> target(session, conversation, reply).stream())
                                .toList()),
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static Optional<Outgoing> target(Session session, Journal.Conversation conversation, Reply reply) {
        Entry latest = conversation.latest();
        Inbox inbox = session.user().inbox();
        if (inbox != null && !conversation.place().isRoom()) {
            inbox.got(latest.id());
        }
        return name(session, conversation)
                .map(name -> reply.serverLine("CHATHISTORY TARGETS " + name + " " + ServerTime.format(latest.time())));
    }

    /** The name by which the user can ask for a conversation, or none: guests are gone for good. */
    private static Optional<String> name(Session session, Journal.Conversation conversation) {
        Chat chat = session.chat();
        if (conversation.place().isRoom()) {
            Room room = chat.rooms().find(conversation.place());
            return Optional.ofNullable(room).map(Room::name);
        }
        Party other = conversation.place().other(session.user().party());
        User present = chat.people().find(other);
        if (present != null) {
            return Optional.of(present.nick());
        }
        if (!other.equals(chat.people().account(other.name()))) {
            return Optional.empty();
        }
        Entry.Draft latest = conversation.latest().draft();
        return Optional.of(latest.author().equals(other) ? Message.nickOf(latest.source()) : latest.target());
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
                chat.journal().read(room.place(), range),
                entries -> {
                    if (!entries.isEmpty()) {
                        reply.addBatch(
                                "chathistory " + room.name(),
                                entries.stream()
                                        .map(chat.rooms()::underPresentName)
                                        .map(Said::unasked)
                                        .toList());
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "JOIN"));
    }
}
