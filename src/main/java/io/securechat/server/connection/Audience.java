package io.securechat.server.connection;

import io.securechat.server.wire.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections that receive the same messages, grouped by event loop. Membership changes in the order of the
 * messages: a client that is removed receives all messages sent before and none after. Owned by the thread {@code
 * chat}, except for each loop's own set of connections.
 */
public final class Audience {
    private static final int INITIAL = 2;

    private static final class Group {
        /** The number of connections as the chat sees it; the loop's set follows. */
        int size;

        /** An identity set, because it takes the least memory. */
        final Set<ClientConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>(INITIAL));
    }

    private final Map<Courier, Group> groups;

    /** An audience of connections that belong to the loops of these couriers. */
    public Audience(Collection<Courier> couriers) {
        Map<Courier, Group> groups = new HashMap<>();
        for (Courier courier : couriers) {
            groups.put(courier, new Group());
        }
        this.groups = Map.copyOf(groups);
    }

    private Audience(Map<Courier, Group> groups) {
        this.groups = Map.copyOf(groups);
    }

    /** An audience of these connections, for a message sent at once: none can be added or removed. */
    public static <T> Audience of(Collection<T> receivers, Function<T, ClientConnection> connectionOf) {
        Map<Courier, Group> groups = new HashMap<>();
        for (T receiver : receivers) {
            ClientConnection connection = connectionOf.apply(receiver);
            Group group = groups.computeIfAbsent(connection.courier(), none -> new Group());
            group.size++;
            group.connections.add(connection);
        }
        return new Audience(groups);
    }

    public void add(ClientConnection connection) {
        Group group = group(connection.courier());
        group.size++;
        connection.courier().post(() -> group.connections.add(connection));
    }

    public void remove(ClientConnection connection) {
        Group group = group(connection.courier());
        group.size--;
        connection.courier().post(() -> group.connections.remove(connection));
    }

    /** Sends a message of the server to all connections of these audiences, once each. */
    public static void send(List<Audience> audiences, Outgoing message) {
        send(audiences, message, null, false);
    }

    /**
     * Sends a message to all connections of these audiences, once each.
     *
     * @param sender the connection of the author; null for a message of the server
     * @param echo whether the sender receives it as well, if it has echo-message
     */
    public static void send(
            List<Audience> audiences, Outgoing message, @Nullable ClientConnection sender, boolean echo) {
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
            courier.post(audiences, message, sender, echo);
        }
    }

    /** The connections of a loop; only for that loop. */
    Iterable<ClientConnection> connections(Courier courier) {
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
