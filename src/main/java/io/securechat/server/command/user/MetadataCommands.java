package io.securechat.server.command.user;

import io.securechat.irc.Message;
import io.securechat.irc.Metadata;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Metadata of users and channels, such as an avatar, and subscriptions to it (IRCv3 draft/metadata-2 and -3). It lasts as long as
 * the user is connected, or the channel exists.
 */
public final class MetadataCommands {
    /** The target that stands for the user. */
    private static final String SELF = "*";

    /** Bytes of a target, a key and a value together, which share their line with a nick. */
    private static final int MAX_TOGETHER = 400;

    private static final int KEYS_PER_LINE = 7;

    private static final String KEY_RULE = "A key has 1 to " + Metadata.MAX_KEY + " characters of a-z, 0-9 and _./-";

    private static final Set<String> WITH_KEYS = Set.of("GET", "SET", "SUB", "UNSUB");

    private final People people;
    private final Rooms rooms;
    private final MetadataSync sync;

    public MetadataCommands(Chat chat, MetadataSync sync) {
        this.people = chat.people();
        this.rooms = chat.rooms();
        this.sync = sync;
    }

    public List<Command> rows() {
        return List.of(new Command(
                        "METADATA",
                        0,
                        "<target> GET <key>… | LIST | SET <key> [<value>] | CLEAR | SUB <key>… | UNSUB <key>… | SUBS | SYNC",
                        "Shows or sets metadata of a user or a channel, or subscribes to it (IRCv3 metadata).",
                        this::metadata)
                .when(Command.When.ALWAYS));
    }

    private void metadata(Session session, Message message, Reply reply) {
        List<String> params = message.params();
        String subcommand = params.size() < 2 ? "*" : params.get(1).toUpperCase(Locale.ROOT);
        if (params.size() < (WITH_KEYS.contains(subcommand) ? 3 : 2)) {
            throw fail("INVALID_PARAMS", "Too few parameters", subcommand);
        }
        if (subcommand.equals("SYNC") && params.get(0).equals(Metadata.ALL) && MetadataSync.isThird(reply)) {
            sync.sync(
                    Metadata.ALL,
                    Subject.around(session.user(), rooms.of(session.user())),
                    session.subscriptions(),
                    reply);
            return;
        }
        Subject subject = subject(session, params.get(0));
        List<String> rest = params.subList(2, params.size());
        switch (subcommand) {
            case "GET" -> get(subject, rest, reply);
            case "LIST" -> MetadataSync.addAll(subject, reply);
            case "SET" -> set(subject, rest.get(0), rest.size() > 1 ? rest.get(1) : "", reply);
            case "CLEAR" -> clear(subject, reply);
            case "SUB" -> subscribe(subject, rest, reply);
            case "UNSUB" -> unsubscribe(subject, rest, reply);
            case "SUBS" -> {
                checkSelf(subject, session);
                addSubscriptions(List.copyOf(session.subscriptions()), reply);
            }
            case "SYNC" ->
                sync.sync(subject.name(), subject.withMembers(session.user()), session.subscriptions(), reply);
            default ->
                throw fail(
                        MetadataSync.isThird(reply) ? "INVALID_PARAMS" : "INVALID_SUBCOMMAND",
                        "There is no such subcommand",
                        params.get(1));
        }
    }

    /** @throws Refusal if there is no user of that name, and no channel that is visible to the session */
    private Subject subject(Session session, String target) {
        if (!session.isRegistered()) {
            if (target.equals(SELF)) {
                return new Subject(SELF, session.registration().metadata(), null, null);
            }
        } else if (target.equals(SELF) || Names.same(target, session.nick())) {
            return Subject.of(session.user());
        } else {
            User user = people.find(target);
            Room room = rooms.find(target);
            if (user != null) {
                return Subject.of(user);
            }
            if (room != null && room.isVisibleTo(session.user())) {
                return Subject.of(room);
            }
        }
        throw fail("INVALID_TARGET", "No such nick or channel", target);
    }

    private static Refusal fail(String code, String text, String... context) {
        return Refusal.fail("METADATA", code, List.of(context), text);
    }

    private static void get(Subject subject, List<String> keys, Reply reply) {
        List<Outgoing> values = keys.stream()
                .map(key -> Metadata.isKey(key) ? subject.numeric(key, reply) : reply.answer(notedKey(key, reply)))
                .toList();
        MetadataSync.addBatch(subject.name(), values, reply);
    }

    private static Refusal invalidKey(String key) {
        return fail("INVALID_KEY", KEY_RULE, key);
    }

    /** The answer to an invalid key among several, which does not stop the others. */
    private static Refusal notedKey(String key, Reply reply) {
        return MetadataSync.isThird(reply)
                ? Refusal.warn("METADATA", "INVALID_KEY", List.of(key), KEY_RULE)
                : invalidKey(key);
    }

    private void set(Subject subject, String key, String value, Reply reply) {
        if (!Metadata.isKey(key)) {
            throw invalidKey(key);
        }
        checkMaySet(subject, key, reply.session());
        boolean third = MetadataSync.isThird(reply);
        int length = Utf8.length(value);
        if (length > Metadata.MAX_VALUE || length + key.length() + Utf8.length(subject.name()) > MAX_TOGETHER) {
            String[] about = third ? new String[] {key} : new String[0];
            throw fail("INVALID_VALUE", "A value has at most " + Metadata.MAX_VALUE + " bytes", about);
        }
        if (!value.isEmpty() && !subject.values().hasRoomFor(key)) {
            String text = "At most " + Metadata.MAX_KEYS + " keys can be set";
            throw third
                    ? fail("LIMIT_REACHED", text, subject.name(), String.valueOf(Metadata.MAX_KEYS))
                    : fail("LIMIT_REACHED", text, subject.name());
        }
        boolean changed = subject.values().set(key, value);
        reply.add(subject.numeric(key, reply));
        if (changed) {
            changed(subject, List.of(key), reply.session());
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

    private void changed(Subject subject, List<String> keys, Session by) {
        if (by.isRegistered()) {
            keys.forEach(key -> sync.tell(subject, key, by));
        }
        if (subject.room() != null) {
            rooms.changed(subject.room());
        }
    }

    private void clear(Subject subject, Reply reply) {
        checkMaySet(subject, "*", reply.session());
        List<String> keys = subject.values().clear();
        MetadataSync.addBatch(subject.name(), subject.numerics(keys, reply), reply);
        changed(subject, keys, reply.session());
    }

    private static void checkSelf(Subject subject, Session session) {
        if (session.isRegistered() && subject.user() != session.user()) {
            throw fail("INVALID_TARGET", "Only your own subscriptions can be managed: METADATA *", subject.name());
        }
    }

    private void subscribe(Subject subject, List<String> keys, Reply reply) {
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
            sync.sync(Metadata.ALL, Subject.around(session.user(), rooms.of(session.user())), added, reply);
        }
    }

    private static Refusal tooMany(String key, Reply reply) {
        String text = "At most " + Metadata.MAX_SUBSCRIPTIONS + " subscriptions are possible";
        return MetadataSync.isThird(reply)
                ? fail("LIMIT_REACHED", text, key, String.valueOf(Metadata.MAX_SUBSCRIPTIONS))
                : fail("TOO_MANY_SUBS", text, key);
    }

    private static void addSubscriptions(List<String> keys, Reply reply) {
        if (MetadataSync.isThird(reply)) {
            reply.addBatch(Metadata.SUBSCRIPTIONS_BATCH_TYPE, lines(Numeric.RPL_METADATASUBS, keys, reply));
        } else {
            addKeys(Numeric.RPL_METADATASUBS, keys, reply);
        }
    }

    private static void unsubscribe(Subject subject, List<String> keys, Reply reply) {
        Session session = reply.session();
        checkSelf(subject, session);
        Set<String> subscriptions = new LinkedHashSet<>(session.subscriptions());
        List<String> unsubscribed = new ArrayList<>();
        for (String key : keys) {
            if (Metadata.isKey(key)) {
                subscriptions.remove(key);
                unsubscribed.add(key);
            } else {
                reply.add(notedKey(key, reply));
            }
        }
        session.subscriptions(subscriptions);
        addKeys(Numeric.RPL_METADATAUNSUBOK, unsubscribed, reply);
    }

    private static void addKeys(Numeric numeric, List<String> keys, Reply reply) {
        lines(numeric, keys, reply).forEach(reply::add);
    }

    private static List<Outgoing> lines(Numeric numeric, List<String> keys, Reply reply) {
        List<Outgoing> lines = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += KEYS_PER_LINE) {
            List<String> some = keys.subList(i, Math.min(i + KEYS_PER_LINE, keys.size()));
            lines.add(Outgoing.line(reply.line(numeric, some)));
        }
        return lines;
    }
}
