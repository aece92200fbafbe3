package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Metadata;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What users tell about themselves and about channels, such as an avatar, and who is told of it (IRCv3 draft/metadata-2 and -3). It
 * lasts as long as the user is here, or the channel.
 */
final class MetadataCommands {
    static final List<Command> ROWS = List.of(new Command(
                    "METADATA",
                    0,
                    "<target> GET <key>… | LIST | SET <key> [<value>] | CLEAR | SUB <key>… | UNSUB <key>… | SUBS | SYNC",
                    "Tells or sets what a person or a channel tells about itself (IRCv3 metadata).",
                    MetadataCommands::metadata)
            .when(Command.When.ALWAYS));

    /** Bytes of a target, a key and a value together, so that a line has room for them and a nick. */
    private static final int MAX_TOGETHER = 400;

    /** Keys in one line. */
    private static final int KEYS_OF_A_LINE = 7;

    private static final String KEY_RULE = "A key has 1 to " + Metadata.MAX_KEY + " of a-z, 0-9 and _./-";

    private static final Set<String> WITH_KEYS = Set.of("GET", "SET", "SUB", "UNSUB");

    private MetadataCommands() {}

    private static void metadata(Session session, Message message, Reply reply) {
        List<String> params = message.params();
        String subcommand = params.size() < 2 ? "*" : params.get(1).toUpperCase(Locale.ROOT);
        if (params.size() < (WITH_KEYS.contains(subcommand) ? 3 : 2)) {
            throw fail("INVALID_PARAMS", "There are too few parameters", subcommand);
        }
        if (subcommand.equals("SYNC") && params.get(0).equals(Metadata.ALL) && isThird(reply)) {
            sync(Metadata.ALL, Subject.around(session), session.subscriptions(), reply);
            return;
        }
        Subject subject = Subject.of(session, params.get(0));
        List<String> rest = params.subList(2, params.size());
        switch (subcommand) {
            case "GET" -> get(subject, rest, reply);
            case "LIST" -> list(subject, reply);
            case "SET" -> set(subject, rest.get(0), rest.size() > 1 ? rest.get(1) : "", reply);
            case "CLEAR" -> clear(subject, reply);
            case "SUB" -> subscribe(subject, rest, reply);
            case "UNSUB" -> unsubscribe(subject, rest, reply);
            case "SUBS" -> {
                checkSelf(subject, session);
                addSubscriptions(List.copyOf(session.subscriptions()), reply);
            }
            case "SYNC" -> sync(subject.name(), subject.withMembers(session.user()), session.subscriptions(), reply);
            default ->
                throw fail(
                        isThird(reply) ? "INVALID_PARAMS" : "INVALID_SUBCOMMAND",
                        "There is no such subcommand",
                        params.get(1));
        }
    }

    /** Whether the client has draft/metadata-3, which has other codes and tells in each batch what it is about. */
    private static boolean isThird(Reply reply) {
        return Capability.METADATA_3.in(reply.session().capabilities());
    }

    private static void addBatch(String target, List<Outgoing> messages, Reply reply) {
        reply.addBatch(isThird(reply) ? Metadata.BATCH_TYPE + " " + target : Metadata.BATCH_TYPE, messages);
    }

    private static Refusal fail(String code, String text, String... context) {
        return Refusal.fail("METADATA", code, List.of(context), text);
    }

    private static void get(Subject subject, List<String> keys, Reply reply) {
        List<Outgoing> values = keys.stream()
                .map(key -> Metadata.isKey(key) ? subject.value(key, reply) : reply.answer(notedKey(key, reply)))
                .toList();
        addBatch(subject.name(), values, reply);
    }

    private static Refusal invalidKey(String key) {
        return fail("INVALID_KEY", KEY_RULE, key);
    }

    /** The same for one of several keys. */
    private static Refusal notedKey(String key, Reply reply) {
        return isThird(reply) ? Refusal.warn("METADATA", "INVALID_KEY", List.of(key), KEY_RULE) : invalidKey(key);
    }

    private static void list(Subject subject, Reply reply) {
        List<Outgoing> values = subject.values().keySet().stream()
                .map(key -> subject.value(key, reply))
                .toList();
        addBatch(subject.name(), values, reply);
    }

    private static void set(Subject subject, String key, String value, Reply reply) {
        if (!Metadata.isKey(key)) {
            throw invalidKey(key);
        }
        checkMaySet(subject, key, reply.session());
        Map<String, String> values = subject.values();
        int length = Utf8.length(value);
        if (length > Metadata.MAX_VALUE || length + key.length() + Utf8.length(subject.name()) > MAX_TOGETHER) {
            String[] about = isThird(reply) ? new String[] {key} : new String[0];
            throw fail("INVALID_VALUE", "A value has at most " + Metadata.MAX_VALUE + " bytes", about);
        }
        if (!value.isEmpty() && !values.containsKey(key) && values.size() >= Metadata.MAX_KEYS) {
            String text = "There can be at most " + Metadata.MAX_KEYS + " keys";
            throw isThird(reply)
                    ? fail("LIMIT_REACHED", text, subject.name(), String.valueOf(Metadata.MAX_KEYS))
                    : fail("LIMIT_REACHED", text, subject.name());
        }
        String before = value.isEmpty() ? values.remove(key) : values.put(key, value);
        reply.add(subject.value(key, reply));
        if (!value.equals(before == null ? "" : before)) {
            tell(subject, key, reply.session());
        }
    }

    private static void checkMaySet(Subject subject, String key, Session session) {
        if (!subject.maySet(session)) {
            String why = subject.room() != null
                    ? "Only the channel's operators may do that"
                    : "You can change only your own metadata: METADATA *";
            throw fail("KEY_NO_PERMISSION", why, subject.name(), key);
        }
    }

    private static void tell(Subject subject, String key, Session by) {
        if (by.isRegistered()) {
            subject.tell(key, by);
        }
        if (subject.room() != null) {
            by.chat().rooms().changed(subject.room());
        }
    }

    private static void clear(Subject subject, Reply reply) {
        checkMaySet(subject, "*", reply.session());
        List<String> keys = List.copyOf(subject.values().keySet());
        subject.values().clear();
        addBatch(
                subject.name(),
                keys.stream().map(key -> subject.value(key, reply)).toList(),
                reply);
        keys.forEach(key -> tell(subject, key, reply.session()));
    }

    // Who is told.

    private static void checkSelf(Subject subject, Session session) {
        if (session.isRegistered() && subject.user() != session.user()) {
            throw fail("INVALID_TARGET", "One subscribes for oneself: *", subject.name());
        }
    }

    private static void subscribe(Subject subject, List<String> keys, Reply reply) {
        Session session = reply.session();
        checkSelf(subject, session);
        Set<String> subscriptions = new LinkedHashSet<>(session.subscriptions());
        List<String> subscribed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String key : keys) {
            if (!Metadata.isKey(key)) {
                reply.add(notedKey(key, reply));
            } else if (subscriptions.size() >= Metadata.MAX_SUBSCRIPTIONS && !subscriptions.contains(key)) {
                reply.add(tooMany(key, reply));
                break;
            } else {
                subscribed.add(key);
                if (subscriptions.add(key)) {
                    added.add(key);
                }
            }
        }
        session.subscriptions(subscriptions);
        addKeys(Numeric.RPL_METADATASUBOK, subscribed, reply);
        if (session.isRegistered() && !added.isEmpty()) {
            sync(Metadata.ALL, Subject.around(session), added, reply);
        }
    }

    private static Refusal tooMany(String key, Reply reply) {
        String text = "At most " + Metadata.MAX_SUBSCRIPTIONS + " subscriptions";
        return isThird(reply)
                ? fail("LIMIT_REACHED", text, key, String.valueOf(Metadata.MAX_SUBSCRIPTIONS))
                : fail("TOO_MANY_SUBS", text, key);
    }

    private static void addSubscriptions(List<String> keys, Reply reply) {
        if (isThird(reply)) {
            reply.addBatch(Metadata.SUBSCRIPTIONS_BATCH_TYPE, lines(Numeric.RPL_METADATASUBS, keys, reply));
        } else {
            addKeys(Numeric.RPL_METADATASUBS, keys, reply);
        }
    }

    private static void unsubscribe(Subject subject, List<String> keys, Reply reply) {
        checkSelf(subject, reply.session());
        Set<String> subscriptions = new LinkedHashSet<>(reply.session().subscriptions());
        List<String> unsubscribed = new ArrayList<>();
        for (String key : keys) {
            if (Metadata.isKey(key)) {
                subscriptions.remove(key);
                unsubscribed.add(key);
            } else {
                reply.add(notedKey(key, reply));
            }
        }
        reply.session().subscriptions(subscriptions);
        addKeys(Numeric.RPL_METADATAUNSUBOK, unsubscribed, reply);
    }

    private static void addKeys(Numeric numeric, List<String> keys, Reply reply) {
        lines(numeric, keys, reply).forEach(reply::add);
    }

    private static List<Outgoing> lines(Numeric numeric, List<String> keys, Reply reply) {
        List<Outgoing> lines = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += KEYS_OF_A_LINE) {
            List<String> some = keys.subList(i, Math.min(i + KEYS_OF_A_LINE, keys.size()));
            lines.add(Outgoing.line(reply.line(numeric, some)));
        }
        return lines;
    }

    private static void sync(String target, Collection<Subject> subjects, Collection<String> keys, Reply reply) {
        reply.session().chat().work().lookThrough(subjects.size());
        List<Outgoing> known = subjects.stream()
                .flatMap(subject -> subject.known(keys, reply).stream())
                .toList();
        addBatch(target, known, reply);
    }

    // What happens elsewhere.

    /** Gives a user what its session has set before it was registered, and tells the session what there is. */
    static void register(Session session, Reply reply) {
        Subject user = Subject.of(session.user());
        session.registration.metadata.forEach((key, value) -> {
            if (user.values().containsKey(key) || user.values().size() < Metadata.MAX_KEYS) {
                user.values().put(key, value);
                user.tell(key, session);
            }
        });
        if (Capability.METADATA.in(session.capabilities()) || isThird(reply)) {
            list(user, reply);
        }
    }

    /** Tells those in a channel about somebody who has entered it. */
    static void entered(Room room, Session session) {
        Subject user = Subject.of(session.user());
        user.values().keySet().forEach(key -> user.tell(room.members(), key, session));
    }

    /** Tells a session that has got into a channel what it wants to know about that and everybody there. */
    static void introduce(Room room, Reply reply) {
        Session session = reply.session();
        if (!session.subscriptions().isEmpty() || isThird(reply)) {
            Subject subject = Subject.of(room);
            sync(room.name(), subject.withMembers(session.user()), session.subscriptions(), reply);
        }
    }

    /** Tells a session that monitors a user who is here what it wants to know about them. */
    static void monitored(User user, Reply reply) {
        if (isThird(reply)) {
            sync(user.nick(), List.of(Subject.of(user)), reply.session().subscriptions(), reply);
        }
    }
}
