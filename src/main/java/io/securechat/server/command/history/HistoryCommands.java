package io.securechat.server.command.history;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.ServerTime;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.message.EntryLines;
import io.securechat.server.message.Inboxes;
import io.securechat.server.message.Target;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** History of channels and private conversations. */
public final class HistoryCommands {
    private final Chat chat;
    private final Journal journal;
    private final People people;
    private final Rooms rooms;
    private final TargetFinder targets;
    private final Inboxes inboxes;

    public HistoryCommands(Chat chat) {
        this.chat = chat;
        this.journal = chat.journal();
        this.people = chat.people();
        this.rooms = chat.rooms();
        this.targets = chat.targets();
        this.inboxes = chat.inboxes();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "CHATHISTORY",
                0,
                "BEFORE | AFTER | LATEST | AROUND | BETWEEN | TARGETS <target> <selector> [<selector>] <limit>",
                "Shows former messages of a channel or a conversation, or lists conversations (IRCv3 chathistory).",
                this::chathistory));
    }

    private void chathistory(Session session, Message message, Reply reply) {
        HistoryQuery query = HistoryQuery.parse(message.params(), events(session.capabilities()), journal::timeOf);
        if (query.subcommand().equals(HistoryQuery.TARGETS)) {
            conversations(session, query, reply);
        } else {
            messages(session, query, reply);
        }
    }

    /** The verbs of entries other than messages that a client with these capabilities understands. */
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

    private void messages(Session session, HistoryQuery query, Reply reply) {
        User user = session.user();
        Target target = targets.readable(user, query.target());
        if (target == null) {
            throw refusal(query, "INVALID_TARGET");
        }
        reply.await(
                session.ask(() -> query.read(journal, target.place())),
                entries -> {
                    if (target.person() != null && user.identity() != null && !entries.isEmpty()) {
                        inboxes.answered(reply, entries);
                    }
                    addEntries(query.target(), entries, EntryLines::later, reply);
                },
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private void addEntries(String target, List<Entry> entries, Function<Entry, Outgoing> form, Reply reply) {
        reply.addBatch(
                "chathistory " + target,
                entries.stream().map(rooms::underPresentName).map(form).toList());
    }

    private void conversations(Session session, HistoryQuery query, Reply reply) {
        Range range = query.ranges().get(0);
        Party asker = session.user().party();
        Map<Place, String> channels = new LinkedHashMap<>();
        targets.readable(session.user()).forEach(target -> channels.put(target.place(), target.name()));
        reply.await(
                session.ask(() -> journal.conversations(asker, channels.keySet(), range)),
                found -> {
                    List<Outgoing> lines = found.stream()
                            .flatMap(conversation -> name(asker, conversation, channels)
                                    .map(name -> line(name, conversation.latest(), reply))
                                    .stream())
                            .toList();
                    int beyond = Math.max(0, lines.size() - range.limit());
                    reply.addBatch(
                            "draft/chathistory-targets",
                            range.newest()
                                    ? lines.subList(beyond, lines.size())
                                    : lines.subList(0, lines.size() - beyond));
                },
                failure -> refusal(query, "MESSAGE_ERROR"));
    }

    private static Outgoing line(String name, Entry latest, Reply reply) {
        return reply.serverLine("CHATHISTORY TARGETS " + name + " " + ServerTime.format(latest.time()));
    }

    /** The name under which the user can ask for a conversation; none for a conversation with a guest who has left. */
    private Optional<String> name(Party asker, Journal.Conversation conversation, Map<Place, String> channels) {
        if (conversation.place().isRoom()) {
            return Optional.ofNullable(channels.get(conversation.place()));
        }
        Party other = conversation.place().other(asker);
        User present = people.find(other);
        if (present != null) {
            return Optional.of(present.nick());
        }
        if (!other.equals(people.nicks().account(other.name()))) {
            return Optional.empty();
        }
        Entry.Draft latest = conversation.latest().draft();
        return Optional.of(latest.author().equals(other) ? Message.nickOf(latest.source()) : latest.target());
    }

    /** Adds the last messages of a channel, as {@code --replay} sets it, for a client without the capability chathistory. */
    public void replay(Room room, Reply reply) {
        Session session = reply.session();
        int limit = chat.settings().replay();
        if (limit == 0 || Capability.CHATHISTORY.in(session.capabilities())) {
            return;
        }
        reply.flush();
        Range range = new Range(-1, chat.delivery().newest() + 1, limit, true, Set.of());
        reply.await(
                session.ask(() -> journal.read(room.place(), range)),
                entries -> {
                    if (!entries.isEmpty()) {
                        addEntries(room.name(), entries, EntryLines::unasked, reply);
                    }
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "JOIN"));
    }
}
