package io.securechat.server;

import io.securechat.history.Party;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rooms that are remembered without anybody in them, by the account that keeps each. Owned by the chat's thread. */
final class EmptyRooms {
    /** Rooms that one account keeps while they are empty; one more replaces the one that has been empty for longest. */
    static final int MAX_KEPT = 100;

    private final Map<Room, Party> keepers = new HashMap<>();

    /** In the order in which they became empty. */
    private final Map<Party, Set<Room>> rooms = new HashMap<>();

    /**
     * A room is empty, and kept by an account.
     *
     * @return a room that the account can keep no longer, or null
     */
    @Nullable Room add(Room room, Party keeper) {
        if (keeper.equals(keepers.get(room))) {
            return null;
        }
        remove(room);
        keepers.put(room, keeper);
        Set<Room> kept = rooms.computeIfAbsent(keeper, none -> new LinkedHashSet<>());
        kept.add(room);
        return kept.size() > MAX_KEPT ? kept.iterator().next() : null;
    }

    /** A room is not empty any more, or not remembered; tells whether it was. */
    boolean remove(Room room) {
        Party keeper = keepers.remove(room);
        if (keeper != null) {
            rooms.computeIfPresent(keeper, (same, kept) -> kept.remove(room) && kept.isEmpty() ? null : kept);
        }
        return keeper != null;
    }

    List<Room> all() {
        return List.copyOf(keepers.keySet());
    }

    int size() {
        return keepers.size();
    }
}
