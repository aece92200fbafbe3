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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        HistoryQuery query = HistoryQuery.parse(
                message.params(), events(session.capabilities()), session.chat().journal()::timeOf);
        if (query.subcommand().equals(HistoryQuery.TARGETS)) {
            targets(session, query, reply);
        } else {
            messages(session, query, reply);
        }
    }

    /** What a client with these capabilities sees besides messages. */
    private static Set<String> events(long capabilities) {
        Set<String> events = new HashSet<>();
        if (Capability.MESSAGE_REDACTION.in(capabilities)) {
            events.add(Entry.REDACT);
        }
        if (Capability.EVENT_PLAYBACK.in(capabilities)) {
            events.add(Entry.TAGMSG);
            events.add(Entry.TOPIC);
        }
        return events;
    }

    private static Refusal refusal(HistoryQuery query, String code) {
        return HistoryQuery.refusal(code, "Messages could not be retrieved", query.subcommand(), query.target());
    }

    private static void messages(Session session, HistoryQuery query, Reply reply) {
        Target target = session.chat().targets().readable(session.user(), query.target());
        if (target == null) {
            throw refusal(query, "INVALID_TARGET");
        }
        reply.await(
                session.ask(() -> query.read(session.chat().journal(), target.place())),
                entries -> {
                    if (target.person() != null && session.user().identity() != null && !entries.isEmpty()) {
                        session.chat().inboxes().answered(reply, entries);
                    }
                    reply.addBatch(
                            "chathistory " + query.target(),
                            entries.stream()
                                    .map(session.chat().rooms()::underPresentName)
                                    .map(EntryLines::later)
                                    .toList());
                },
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static void targets(Session session, HistoryQuery query, Reply reply) {
        Range range = query.ranges().get(0);
        User user = session.user();
        Map<Place, String> rooms = rooms(session);
        reply.await(
                session.ask(() -> session.chat().journal().conversations(user.party(), rooms.keySet(), range)),
                found -> {
                    List<Outgoing> targets = found.stream()
                            .flatMap(conversation -> target(session, conversation, rooms, reply).stream())
                            .toList();
                    int beyond = Math.max(0, targets.size() - range.limit());
                    reply.addBatch(
                            "draft/chathistory-targets",
                            range.newest()
                                    ? targets.subList(beyond, targets.size())
                                    : targets.subList(0, targets.size() - beyond));
                },
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    /** The rooms where a user is, and the parts of them that are for those with a status which the user has. */
    private static Map<Place, String> rooms(Session session) {
        Map<Place, String> rooms = new LinkedHashMap<>();
        session.chat().targets().readable(session.user()).forEach(target -> rooms.put(target.place(), target.name()));
        return rooms;
    }

    private static Optional<Outgoing> target(
            Session session, Journal.Conversation conversation, Map<Place, String> rooms, Reply reply) {
        Entry latest = conversation.latest();
        return name(session, conversation, rooms)
                .map(name -> reply.serverLine("CHATHISTORY TARGETS " + name + " " + ServerTime.format(latest.time())));
    }

    /** The name by which the user can ask for a conversation, or none: guests are gone for good. */
    private static Optional<String> name(Session session, Journal.Conversation conversation, Map<Place, String> rooms) {
        Chat chat = session.chat();
        if (conversation.place().isRoom()) {
            return Optional.ofNullable(rooms.get(conversation.place()));
        }
        Party other = conversation.place().other(session.user().party());
        User present = chat.people().find(other);
        if (present != null) {
            return Optional.of(present.nick());
        }
        if (!other.equals(chat.people().nicks().account(other.name()))) {
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
        Range range = new Range(-1, chat.delivery().newest() + 1, limit, true, Set.of());
        reply.await(
                session.ask(() -> chat.journal().read(room.place(), range)),
                entries -> {
                    if (!entries.isEmpty()) {
                        reply.addBatch(
                                "chathistory " + room.name(),
                                entries.stream()
                                        .map(chat.rooms()::underPresentName)
                                        .map(EntryLines::unasked)
                                        .toList());
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "JOIN"));
    }
}
