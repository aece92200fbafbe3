package io.securechat.server.command.user;

import io.securechat.irc.Capability;
import io.securechat.irc.Metadata;
import io.securechat.server.chat.Chat;
import io.securechat.server.room.Room;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sends metadata to the clients that subscribe to its keys: changes, and the state when a subject comes into view. */
public final class MetadataSync {
    private final Chat chat;

    public MetadataSync(Chat chat) {
        this.chat = chat;
    }

    /** Returns whether the client has draft/metadata-3, whose codes differ and whose batches name their target. */
    static boolean isThird(Reply reply) {
        return Capability.METADATA_3.in(reply.session().capabilities());
    }

    /** Adds messages about a target as a batch. */
    static void addBatch(String target, List<Outgoing> messages, Reply reply) {
        reply.addBatch(isThird(reply) ? Metadata.BATCH_TYPE + " " + target : Metadata.BATCH_TYPE, messages);
    }

    /** Adds all values of a subject as a batch. */
    static void addAll(Subject subject, Reply reply) {
        addBatch(subject.name(), subject.numerics(subject.values().keys(), reply), reply);
    }

    /** Adds the values of some keys of many subjects as a batch. */
    void sync(String target, Collection<Subject> subjects, Collection<String> keys, Reply reply) {
        chat.work().lookThrough(subjects.size());
        List<Outgoing> known = subjects.stream()
                .flatMap(subject -> subject.known(keys, reply).stream())
                .toList();
        addBatch(target, known, reply);
    }

    /** Gives a newly registered user the values that the session has set before, and sends the session all values of the user. */
    public void register(Session session, Reply reply) {
        Subject user = Subject.of(session.user());
        session.registration().metadata().forEach((key, value) -> {
            if (user.values().hasRoomFor(key)) {
                user.values().set(key, value);
                tell(user, key, session);
            }
        });
        if (Capability.METADATA.in(session.capabilities()) || isThird(reply)) {
            addAll(user, reply);
        }
    }

    /** Sends the members of a channel the values of a user who has joined. */
    public void joined(Room room, Session session) {
        Subject user = Subject.of(session.user());
        user.values().keys().forEach(key -> tell(room.members(), user, key, session));
    }

    /** Sends a session that has joined a channel the values of the channel and its members. */
    public void introduce(Room room, Reply reply) {
        Session session = reply.session();
        if (!session.subscriptions().isEmpty() || isThird(reply)) {
            Subject subject = Subject.of(room);
            sync(room.name(), subject.withMembers(session.user()), session.subscriptions(), reply);
        }
    }

    /** Sends a changed value to all who subscribe to its key, except the session that has changed it. */
    void tell(Subject subject, String key, Session by) {
        Set<User> watchers = new LinkedHashSet<>();
        if (subject.room() != null) {
            watchers.addAll(subject.room().members());
        } else if (subject.user() != null) {
            User user = subject.user();
            watchers.add(user);
            chat.rooms().of(user).forEach(room -> watchers.addAll(room.members()));
            chat.people().monitors().watchers(user.nick()).stream()
                    .filter(session -> Capability.METADATA_3.in(session.capabilities()))
                    .filter(session -> !watchers.contains(session.user()))
                    .forEach(session -> tell(session, subject, key, by));
        }
        tell(watchers, subject, key, by);
    }

    private void tell(Collection<User> watchers, Subject subject, String key, Session by) {
        chat.work().lookThrough(watchers.size());
        watchers.forEach(watcher -> watcher.sessions().forEach(session -> tell(session, subject, key, by)));
    }

    private void tell(Session session, Subject subject, String key, Session by) {
        if (session != by && session.subscriptions().contains(key)) {
            Outgoing message = by.user().does(subject.values().line(subject.name(), key), Capability.METADATA);
            Reply.send(
                    session,
                    reply -> reply.add(subject.numeric(key, reply)
                            .onlyFor(Capability.METADATA_3)
                            .orElse(message)
                            .at(chat.now())));
        }
    }
}
