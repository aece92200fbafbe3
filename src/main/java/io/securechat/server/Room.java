package io.securechat.server;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel: who is in it and what it is about. */
final class Room {
    /** Bytes of a topic in UTF-8: {@code TOPICLEN}. */
    static final int MAX_TOPIC = 300;

    private final String name;
    private final boolean lasting;
    private final Instant created;
    private final Set<User> members = new LinkedHashSet<>();
    private final Audience audience;
    private @Nullable Topic topic;

    record Topic(String text, String setBy, Instant setAt) {}

    Room(String name, boolean lasting, Instant created, Collection<Courier> couriers) {
        this.name = name;
        this.lasting = lasting;
        this.created = created;
        this.audience = new Audience(couriers);
    }

    String name() {
        return name;
    }

    /** Whether the room stays when everybody has left. */
    boolean isLasting() {
        return lasting;
    }

    Instant created() {
        return created;
    }

    Set<User> members() {
        return Collections.unmodifiableSet(members);
    }

    boolean has(@Nullable User user) {
        return members.contains(user);
    }

    Audience audience() {
        return audience;
    }

    @Nullable Topic topic() {
        return topic;
    }

    void topic(@Nullable Topic topic) {
        this.topic = topic;
    }

    void add(User user) {
        members.add(user);
        user.rooms().add(this);
        user.sessions().forEach(audience::add);
    }

    void remove(User user) {
        members.remove(user);
        user.rooms().remove(this);
        user.sessions().forEach(audience::remove);
    }
}
