package io.securechat.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that hear the same things, grouped by event loop; the only writer to many. Who belongs to it changes in the
 * order of what is sent: somebody who leaves gets all that was sent before and nothing after. Owned by the chat's thread, but
 * for each loop's own list of connections.
 */
final class Audience {
    private static final int INITIAL = 2;

    private static final class Group {
        /** How many belong to it as the chat sees it; the loop's list follows. */
        int size;

        /** In no order, and in less memory than any other set. */
        final Set<Connection> connections = Collections.newSetFromMap(new IdentityHashMap<>(INITIAL));
    }

    private final Map<Courier, Group> groups;

    /** An audience of connections that belong to the loops of these couriers. */
    Audience(Collection<Courier> couriers) {
        Map<Courier, Group> groups = new HashMap<>();
        for (Courier courier : couriers) {
            groups.put(courier, new Group());
        }
        this.groups = Map.copyOf(groups);
    }

    private Audience(Map<Courier, Group> groups) {
        this.groups = Map.copyOf(groups);
    }

    /** An audience of these sessions for something that is told at once: nobody can be added to it or removed. */
    static Audience of(Collection<Session> sessions) {
        Map<Courier, Group> groups = new HashMap<>();
        for (Session session : sessions) {
            Connection connection = session.connection();
            Group group = groups.computeIfAbsent(connection.courier(), none -> new Group());
            group.size++;
            group.connections.add(connection);
        }
        return new Audience(groups);
    }

    void add(Session session) {
        Connection connection = session.connection();
        Group group = group(connection.courier());
        group.size++;
        connection.courier().post(() -> group.connections.add(connection));
    }

    void remove(Session session) {
        Connection connection = session.connection();
        Group group = group(connection.courier());
        group.size--;
        connection.courier().post(() -> group.connections.remove(connection));
    }

    /** Sends what the server itself tells to everybody in any of these audiences, once. */
    static void send(List<Audience> audiences, Outgoing message) {
        send(audiences, message, null, false);
    }

    /**
     * Sends a message to everybody in any of these audiences, once.
     *
     * @param sender the session that has said it; null for what the server itself tells
     * @param echo whether the sender gets it back, with echo-message only
     */
    static void send(List<Audience> audiences, Outgoing message, @Nullable Session sender, boolean echo) {
        List<Courier> couriers = new ArrayList<>(2);
        long receivers = 0;
        for (Audience audience : audiences) {
            for (Map.Entry<Courier, Group> group : audience.groups.entrySet()) {
                receivers += group.getValue().size;
                if (group.getValue().size > 0 && !couriers.contains(group.getKey())) {
                    couriers.add(group.getKey());
                }
            }
        }
        if (!couriers.isEmpty()) {
            couriers.get(0).count(receivers, message);
        }
        for (Courier courier : couriers) {
            courier.post(audiences, message, sender == null ? null : sender.connection(), echo);
        }
    }

    /** The connections of one loop; only for that loop. */
    Iterable<Connection> connections(Courier courier) {
        Group group = groups.get(courier);
        return group == null ? List.of() : group.connections;
    }

    private Group group(Courier courier) {
        Group group = groups.get(courier);
        if (group == null) {
            throw new IllegalArgumentException("a connection of another server");
        }
        return group;
    }
}
