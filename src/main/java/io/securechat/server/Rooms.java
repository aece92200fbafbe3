package io.securechat.server;

import io.securechat.history.Place;
import io.securechat.irc.Names;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rooms, and who comes into them and goes. Owned by the chat's thread. */
final class Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final Clock clock;
    private final Collection<Courier> couriers;
    private final Map<String, Room> rooms = new LinkedHashMap<>();

    /** @param lobby the room that is always there, or null */
    Rooms(Clock clock, Collection<Courier> couriers, @Nullable String lobby) {
        this.clock = clock;
        this.couriers = couriers;
        if (lobby != null) {
            open(lobby, true).set(ChannelMode.NO_EXTERNAL, true);
        }
    }

    @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    /** The room where something is kept, or null if it is not there at present. */
    @Nullable Room find(Place place) {
        return find(place.key());
    }

    Collection<Room> all() {
        return rooms.values();
    }

    private Room open(String name, boolean lasting) {
        Room room = new Room(name, Place.room(name), lasting, clock.instant(), couriers);
        rooms.put(Names.fold(name), room);
        return room;
    }

    /** Brings a user into a room, which is made if there is none of that name, and tells everybody there. */
    Room enter(User user, String name, Reply reply) {
        Room room = find(name);
        boolean founded = room == null;
        if (room == null) {
            room = open(name, false);
            room.set(ChannelMode.NO_EXTERNAL, true);
            room.set(ChannelMode.TOPIC_LOCKED, true);
        }
        room.add(user);
        if (founded) {
            room.status(user, Status.OPERATOR, true);
        }
        LOG.info("{} joins {}", user.nick(), room.name());
        reply.announce(List.of(room.audience()), user.joins(room));
        if (user.away() != null) {
            reply.tellOthers(List.of(room.audience()), user.isAwayOrHere());
        }
        return room;
    }

    /** Takes a user out of a room, and tells everybody there; the reason may be empty. */
    void part(User user, Room room, String reason, Reply reply) {
        LOG.info("{} leaves {}", user.nick(), room.name());
        String part = "PART " + room.name() + (reason.isEmpty() ? "" : " :" + reason);
        reply.announce(List.of(room.audience()), user.does(part));
        remove(user, room);
    }

    /** Takes a user out of a room without a word. */
    void remove(User user, Room room) {
        room.remove(user);
        if (room.members().isEmpty() && !room.isLasting()) {
            rooms.remove(Names.fold(room.name()));
        }
    }
}
