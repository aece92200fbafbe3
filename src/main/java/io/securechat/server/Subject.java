package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose metadata is meant: a user's, a channel's, or that of somebody who has yet to register (IRCv3 draft/metadata-2 and -3).
 *
 * @param values by key; may be changed
 */
record Subject(
        String name,
        Map<String, String> values,
        @Nullable User user,
        @Nullable Room room) {
    /** Stands for oneself. */
    static final String SELF = "*";

    /** @throws Refusal if there is nobody of that name, and no channel of which the session may know */
    static Subject of(Session session, String target) {
        if (isSelf(session, target)) {
            return session.isRegistered()
                    ? of(session.user())
                    : new Subject(SELF, session.registration.metadata, null, null);
        }
        if (session.isRegistered()) {
            User user = session.chat().people().find(target);
            Room room = session.chat().rooms().find(target);
            if (user != null) {
                return of(user);
            }
            if (room != null && room.isVisibleTo(session.user())) {
                return of(room);
            }
        }
        throw Refusal.fail("METADATA", "INVALID_TARGET", List.of(target), "There is nobody of that name here");
    }

    static boolean isSelf(Session session, String target) {
        return target.equals(SELF) || (session.isRegistered() && Names.same(target, session.nick()));
    }

    static Subject of(User user) {
        return new Subject(user.nick(), user.metadata(), user, null);
    }

    static Subject of(Room room) {
        return new Subject(room.name(), room.metadata(), null, room);
    }

    /** Oneself, the channels where one is, and everybody there. */
    static Collection<Subject> around(Session session) {
        User user = session.user();
        Set<User> people = new HashSet<>(Set.of(user));
        List<Subject> subjects = new ArrayList<>();
        subjects.add(of(user));
        for (Room room : session.chat().rooms().of(user)) {
            subjects.add(of(room));
            room.members().stream().filter(people::add).map(Subject::of).forEach(subjects::add);
        }
        return subjects;
    }

    /** This and, where it is a channel that somebody is in, everybody there. */
    List<Subject> withMembers(User reader) {
        List<Subject> all = new ArrayList<>();
        all.add(this);
        if (room != null && room.has(reader)) {
            room.members().forEach(member -> all.add(of(member)));
        }
        return all;
    }

    /** Whether a session may change it: one's own, and a channel's by its operators. */
    boolean maySet(Session session) {
        return room != null ? room.isRunBy(session.user()) : user == null || user == session.user();
    }

    /** What is known under some keys, as messages of the server: from draft/metadata-3 on these are numerics. */
    List<Outgoing> known(Collection<String> keys, Reply reply) {
        return keys.stream()
                .filter(values::containsKey)
                .map(key -> value(key, reply).onlyFor(Capability.METADATA_3).orElse(reply.serverLine(line(key))))
                .toList();
    }

    /** What is known under a key, or that nothing is. */
    Outgoing value(String key, Reply reply) {
        String value = values.get(key);
        return Outgoing.line(
                value == null
                        ? reply.line(Numeric.RPL_KEYNOTSET, name, key)
                        : reply.line(Numeric.RPL_KEYVALUE, name, key, "*", value));
    }

    private String line(String key) {
        String value = values.get(key);
        return "METADATA " + name + " " + key + " *" + (value == null ? "" : " :" + value);
    }

    /** Tells all who want to know of a key what it is now, but not the session that has set it. */
    void tell(String key, Session by) {
        Set<User> watchers = new LinkedHashSet<>();
        if (room != null) {
            watchers.addAll(room.members());
        } else if (user != null) {
            watchers.add(user);
            by.chat().rooms().of(user).forEach(there -> watchers.addAll(there.members()));
            by.chat().people().monitors().watchers(user.nick()).stream()
                    .filter(session -> Capability.METADATA_3.in(session.capabilities()))
                    .filter(session -> !watchers.contains(session.user()))
                    .forEach(session -> tell(session, key, by));
        }
        tell(watchers, key, by);
    }

    /** Tells those of some users who want to know of a key. */
    void tell(Collection<User> watchers, String key, Session by) {
        by.chat().work().lookThrough(watchers.size());
        watchers.forEach(watcher -> watcher.sessions().forEach(session -> tell(session, key, by)));
    }

    private void tell(Session session, String key, Session by) {
        if (session != by && session.subscriptions().contains(key)) {
            Outgoing numeric = value(key, new Reply(session)).onlyFor(Capability.METADATA_3);
            Outgoing message = by.user().does(line(key), Capability.METADATA);
            session.send(List.of(numeric.orElse(message).at(by.chat().now())));
        }
    }
}
