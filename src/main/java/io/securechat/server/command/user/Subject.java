package io.securechat.server.command.user;

import io.securechat.server.room.Room;
import io.securechat.server.session.MetadataValues;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subject of metadata: a user, a channel, or a session that is not registered yet.
 *
 * @param name as messages show it
 * @param user null for a channel, and for a session that is not registered
 * @param room null for a user
 */
record Subject(
        String name,
        MetadataValues values,
        @Nullable User user,
        @Nullable Room room) {
    static Subject of(User user) {
        return new Subject(user.nick(), user.metadata(), user, null);
    }

    static Subject of(Room room) {
        return new Subject(room.name(), room.metadata(), null, room);
    }

    /** A user, the channels that the user is in, and their members. */
    static Collection<Subject> around(User user, Collection<Room> rooms) {
        Set<User> people = new HashSet<>(Set.of(user));
        List<Subject> subjects = new ArrayList<>();
        subjects.add(of(user));
        for (Room room : rooms) {
            subjects.add(of(room));
            room.members().stream().filter(people::add).map(Subject::of).forEach(subjects::add);
        }
        return subjects;
    }

    /** This subject and, if it is a channel that the reader is in, its members. */
    List<Subject> withMembers(User reader) {
        List<Subject> all = new ArrayList<>();
        all.add(this);
        if (room != null && room.has(reader)) {
            room.members().forEach(member -> all.add(of(member)));
        }
        return all;
    }

    /** The values of those keys that are set, as messages. */
    List<Outgoing> known(Collection<String> keys, Reply reply) {
        return values.known(name, keys, reply);
    }

    /** The numerics for some keys. */
    List<Outgoing> numerics(Collection<String> keys, Reply reply) {
        return values.numerics(name, keys, reply);
    }

    Outgoing numeric(String key, Reply reply) {
        return values.numeric(name, key, reply);
    }

    /** Returns whether a session may change the values: users their own, operators those of their channel. */
    boolean maySet(Session session) {
        return room != null ? room.isRunBy(session.user()) : user == null || user == session.user();
    }
}
