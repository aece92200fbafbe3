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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was said before: reading it, and taking it back. */
final class HistoryCommands {
    static final List<Command> ROWS = List.of(
            new Command(
                    "CHATHISTORY",
                    0,
                    "BEFORE | AFTER | LATEST | AROUND | BETWEEN | TARGETS <target> <selector> [<selector>] <limit>",
                    "Shows what was said in a channel or to a person, or where something was said (IRCv3 chathistory).",
                    HistoryCommands::chathistory),
            new Command(
                    "REDACT",
                    2,
                    "<target> <msgid> [<reason>]",
                    "Takes a message back (IRCv3 message-redaction).",
                    HistoryCommands::redact));

    /** Messages of one answer at most: {@code CHATHISTORY}. */
    static final int MAX_MESSAGES = 500;

    private HistoryCommands() {}

    private static void chathistory(Session session, Message message, Reply reply) {
        List<String> params = message.params();
        String command = params.isEmpty() ? "*" : params.get(0).toUpperCase(Locale.ROOT);
        switch (command) {
            case "BEFORE", "AFTER", "LATEST", "AROUND" -> {
                check(params.size() == 4, command);
                messages(session, command, params, reply);
            }
            case "BETWEEN" -> {
                check(params.size() == 5, command);
                messages(session, command, params, reply);
            }
            case "TARGETS" -> {
                check(params.size() == 4, command);
                targets(session, params, reply);
            }
            default -> throw invalid("There is no such subcommand", command);
        }
    }

    private static void check(boolean enough, String command) {
        if (!enough) {
            throw invalid("There are too few parameters, or too many", command);
        }
    }

    private static Refusal invalid(String text, String... context) {
        return fail("INVALID_PARAMS", text, context);
    }

    private static Refusal fail(String code, String text, String... context) {
        return Refusal.fail("CHATHISTORY", code, List.of(context), text);
    }

    private static void messages(Session session, String command, List<String> params, Reply reply) {
        Target target = Target.of(session.user(), session.chat(), params.get(1));
        if (target == null) {
            throw fail("INVALID_TARGET", "Messages could not be retrieved", command, params.get(1));
        }
        Selector from = command.equals("LATEST") && params.get(2).equals("*") ? null : selector(params, 2);
        Selector to = command.equals("BETWEEN") ? selector(params, 3) : null;
        int limit = limit(params);
        boolean redactions = Capability.MESSAGE_REDACTION.in(session.capabilities());
        reply.await(
                read(session.chat().journal(), target.place(), command, from, to, limit, redactions),
                entries -> reply.addBatch(
                        "chathistory " + target.name(), () -> entries.forEach(entry -> reply.add(Said.later(entry)))),
                failure -> fail("MESSAGE_ERROR", "Messages could not be retrieved", command, target.name()));
    }

    private static CompletableFuture<List<Entry>> read(
            Journal journal,
            Place place,
            String command,
            @Nullable Selector from,
            @Nullable Selector to,
            int limit,
            boolean redactions) {
        if (from == null) {
            return journal.read(place, new Range(-1, Long.MAX_VALUE, limit, true, redactions));
        }
        return switch (command) {
            case "BEFORE" -> journal.read(place, new Range(-1, from.first(), limit, true, redactions));
            case "AFTER" -> journal.read(place, new Range(from.last(), Long.MAX_VALUE, limit, false, redactions));
            case "LATEST" -> journal.read(place, new Range(from.last(), Long.MAX_VALUE, limit, true, redactions));
            case "AROUND" -> {
                Range before = new Range(-1, from.first(), limit / 2, true, redactions);
                Range since = new Range(from.first() - 1, Long.MAX_VALUE, limit - limit / 2, false, redactions);
                yield journal.read(place, before)
                        .thenCombine(
                                journal.read(place, since),
                                (a, b) -> Stream.of(a, b).flatMap(List::stream).toList());
            }
            default -> journal.read(place, between(from, to == null ? from : to, limit, redactions));
        };
    }

    /** The entries nearest to the first of two points, in whichever direction the other one is. */
    private static Range between(Selector from, Selector to, int limit, boolean redactions) {
        return from.first() <= to.first()
                ? new Range(from.last(), to.first(), limit, false, redactions)
                : new Range(to.last(), from.first(), limit, true, redactions);
    }

    private static Selector selector(List<String> params, int index) {
        String command = params.get(0).toUpperCase(Locale.ROOT);
        String word = params.get(index);
        try {
            return command.equals("TARGETS") ? Selector.parseTimestamp(word) : Selector.parse(word);
        } catch (Selector.Invalid invalid) {
            if (invalid.type && !command.equals("TARGETS")) {
                String type = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                throw fail(
                        "INVALID_MSGREFTYPE", "Messages are named by msgid or timestamp", command, params.get(1), type);
            }
            throw invalid("This names no message and no time", command, word);
        }
    }

    private static int limit(List<String> params) {
        String limit = params.get(params.size() - 1);
        if (!limit.matches("0*[1-9]\\d{0,8}")) {
            throw invalid("The limit must be a number above 0", params.get(0).toUpperCase(Locale.ROOT), limit);
        }
        return Math.min(Integer.parseInt(limit), MAX_MESSAGES);
    }

    private static void targets(Session session, List<String> params, Reply reply) {
        Range range = between(selector(params, 1), selector(params, 2), limit(params), false);
        User user = session.user();
        Party party = user.party();
        List<Place> rooms =
                user.rooms().stream().map(room -> Place.room(room.name())).toList();
        reply.await(
                session.chat().journal().conversations(party, rooms, range.after(), range.before(), range.limit()),
                found -> reply.addBatch("draft/chathistory-targets", () -> {
                    for (Journal.Conversation conversation : found) {
                        Entry latest = conversation.latest();
                        String name = name(session, party, conversation);
                        if (name != null) {
                            reply.add("CHATHISTORY", "TARGETS", name, ServerTime.format(latest.time()));
                        }
                        if (user.inbox() != null && !conversation.place().isRoom()) {
                            user.inbox().got(latest.id());
                        }
                    }
                }),
                failure -> fail("MESSAGE_ERROR", "Targets could not be retrieved", "TARGETS", "*"));
    }

    /** The name by which the user can ask for a conversation, or null where there is none: guests are gone for good. */
    private static @Nullable String name(Session session, Party party, Journal.Conversation conversation) {
        Chat chat = session.chat();
        if (conversation.place().isRoom()) {
            Room room = chat.room(conversation.place().key());
            return room == null ? null : room.name();
        }
        Party other = conversation.place().other(party);
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

    private static void redact(Session session, Message message, Reply reply) {
        String to = message.params().get(0);
        String msgid = message.params().get(1);
        String reason = message.params().size() > 2 ? message.params().get(2) : "";
        Target target = Target.of(session.user(), session.chat(), to);
        if (target == null) {
            throw Refusal.fail("REDACT", "INVALID_TARGET", List.of(to), "You cannot take anything back there");
        }
        List<String> which = List.of(target.name(), msgid);
        reply.await(
                session.chat().journal().find(Entry.idOf(msgid)),
                found -> {
                    Entry entry = found.filter(said -> said.draft().place().equals(target.place())
                                    && !said.draft().verb().equals(Entry.REDACT))
                            .orElseThrow(
                                    () -> Refusal.fail("REDACT", "UNKNOWN_MSGID", which, "There is no such message"));
                    User user = session.user();
                    if (!entry.draft().author().equals(user.party())
                            && !session.chat().isOperator(user)) {
                        throw Refusal.fail("REDACT", "REDACT_FORBIDDEN", which, "This message is not yours");
                    }
                    session.chat().delivery().redact(session, redaction(user, target, entry, reason), target, reply);
                },
                failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, "REDACT"));
    }

    private static Entry.Draft redaction(User user, Target target, Entry entry, String reason) {
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
                entry.id());
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
