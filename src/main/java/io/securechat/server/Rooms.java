package io.securechat.server;

import io.securechat.history.Place;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
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
    private final int large;
    private final Map<String, Room> rooms = new LinkedHashMap<>();

    /**
     * No rooms but the lobby.
     *
     * @param lobby the room that is always there, or null
     * @param large from how many members on a room is {@linkplain Attendance large}
     */
    Rooms(Clock clock, Collection<Courier> couriers, @Nullable String lobby, int large) {
        this.clock = clock;
        this.couriers = couriers;
        this.large = large;
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

    /**
     * The room of that name.
     *
     * @throws Refusal with 403 if there is none that the user may know of
     */
    Room visible(String name, User user) {
        Room room = find(name);
        if (room == null || !room.isVisibleTo(user)) {
            throw new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        return room;
    }

    /**
     * The room of that name, which the user is in.
     *
     * @throws Refusal with 403 or 442
     */
    Room joined(String name, User user) {
        Room room = visible(name, user);
        if (!room.has(user)) {
            throw new Refusal(Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    /**
     * The room of that name, which the user may change.
     *
     * @throws Refusal with 403, 442 or 482
     */
    Room run(String name, User user) {
        Room room = visible(name, user);
        if (!room.isRunBy(user)) {
            throw new Refusal(room.has(user) ? Numeric.ERR_CHANOPRIVSNEEDED : Numeric.ERR_NOTONCHANNEL, room.name());
        }
        return room;
    }

    Collection<Room> all() {
        return rooms.values();
    }

    private Room open(String name, boolean lasting) {
        Room room = new Room(name, Place.room(name), lasting, clock.instant(), new Attendance(large, couriers));
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
            room.standsOut(user, clock.instant());
        }
        LOG.info("{} joins {}", user.nick(), room.name());
        reply.announce(room.attendance().of(user), user.joins(room));
        if (user.away() != null) {
            reply.tellOthers(room.attendance().of(user), user.isAwayOrHere());
        }
        return room;
    }

    /** Takes a user out of a room, and tells everybody there; the reason may be empty. */
    void part(User user, Room room, String reason, Reply reply) {
        LOG.info("{} leaves {}", user.nick(), room.name());
        String part = "PART " + room.name() + (reason.isEmpty() ? "" : " :" + reason);
        reply.announce(room.attendance().of(user), user.does(part));
        remove(user, room);
    }

    /** Puts a user out of a room, and tells everybody there. */
    void kick(User user, Room room, User by, String comment, Reply reply) {
        LOG.info("{} kicks {} from {}", by.nick(), user.nick(), room.name());
        String kick = "KICK " + room.name() + " " + user.nick() + " :" + comment;
        reply.announce(List.of(room.audience()), by.does(kick));
        remove(user, room);
    }

    /** Takes a user out of a room without a word. */
    void remove(User user, Room room) {
        room.remove(user);
        for (User untold : room.attendance().toBeTold(room.members().size())) {
            untold.sessions().forEach(session -> ListingCommands.tellNames(room, session));
        }
        if (room.members().isEmpty() && !room.isLasting()) {
            rooms.remove(Names.fold(room.name()));
        }
    }
}
