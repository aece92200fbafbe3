package io.securechat.server.room;

import io.securechat.history.Place;
import io.securechat.irc.Names;
import io.securechat.server.user.TakenNames;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rooms, by name and by place. Owned by the thread {@code chat}. */
final class RoomIndex {
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<Place, Room> places = new HashMap<>();
    private final TakenNames names = new TakenNames();

    @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    @Nullable Room find(Place place) {
        return places.get(place);
    }

    /** A room's name that looks like a name or equals it, other than {@code own}; null if there is none. */
    @Nullable String like(String name, @Nullable String own) {
        return names.like(name, own);
    }

    /** All rooms, in the order of their creation. */
    Collection<Room> all() {
        return Collections.unmodifiableCollection(rooms.values());
    }

    Set<Place> places() {
        return Collections.unmodifiableSet(places.keySet());
    }

    void add(Room room) {
        rooms.put(Names.fold(room.name()), room);
        places.put(room.place(), room);
        names.add(room.name());
    }

    void remove(Room room) {
        if (rooms.remove(Names.fold(room.name()), room)) {
            names.remove(room.name());
        }
        places.remove(room.place(), room);
    }
}
