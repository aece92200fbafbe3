package io.securechat.server.room;

import io.securechat.server.session.User;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The invitations by operators of rooms, each until it is used or the user or the room is gone. Owned by the thread {@code chat}. */
public final class Invitations {
    private final Map<User, Set<Room>> rooms = new HashMap<>();

    public void add(User user, Room room) {
        rooms.computeIfAbsent(user, none -> new HashSet<>(2)).add(room);
    }

    public boolean has(User user, Room room) {
        return rooms.getOrDefault(user, Set.of()).contains(room);
    }

    /** The user has joined the room. */
    void remove(User user, Room room) {
        rooms.computeIfPresent(user, (same, invited) -> invited.remove(room) && invited.isEmpty() ? null : invited);
    }

    /** The user has left the server. */
    void remove(User user) {
        rooms.remove(user);
    }

    /** The room no longer exists. */
    void remove(Room room) {
        rooms.values().removeIf(invited -> invited.remove(room) && invited.isEmpty());
    }
}
