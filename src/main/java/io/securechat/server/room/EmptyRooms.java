package io.securechat.server.room;

import io.securechat.history.Party;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Empty rooms that are remembered, by the account that keeps each. Owned by the thread {@code chat}. */
public final class EmptyRooms {
    /** The limit of empty rooms for one account; a further one replaces the one that has been empty for longest. */
    public static final int MAX_KEPT = 100;

    private final Map<Room, Party> keepers = new HashMap<>();

    /** In the order in which they became empty. */
    private final Map<Party, Set<Room>> rooms = new HashMap<>();

    /**
     * Adds an empty room.
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

    boolean contains(Room room) {
        return keepers.containsKey(room);
    }

    /** Removes a room; returns whether it was there. */
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
