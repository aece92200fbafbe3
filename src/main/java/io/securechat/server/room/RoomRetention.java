package io.securechat.server.room;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which rooms outlive their members, and whether the next room of a name has their history. Owned by the thread {@code chat}. */
public final class RoomRetention {
    private static final Logger LOG = LoggerFactory.getLogger(RoomRetention.class);

    private final Journal journal;
    private final RoomMemory memory;
    private final RoomIndex index;
    private final Consumer<Room> dropped;
    private final EmptyRooms empty = new EmptyRooms();
    private boolean stopping;

    /** @param dropped is called with each room that no longer exists */
    RoomRetention(Journal journal, RoomMemory memory, RoomIndex index, Consumer<Room> dropped) {
        this.journal = journal;
        this.memory = memory;
        this.index = index;
        this.dropped = dropped;
    }

    /**
     * Stores the changed state of a room, and drops an empty one that is not to be remembered. The history of a restricted room
     * is closed with it: not all users could read it, and any user can create the next room of that name.
     */
    void changed(Room room) {
        if (room.isRestricted()) {
            memory.closeBehind(room.name(), room);
        }
        boolean vacant = room.members().isEmpty() && !room.isLasting();
        boolean kept = isKept(room, vacant);
        Party keeper = vacant && kept ? room.keeper() : null;
        Room surplus = keeper == null ? null : keep(room, keeper);
        memory.keep(room.name(), kept ? room : null);
        if (vacant && keeper == null) {
            empty.remove(room);
            drop(room);
        }
        if (surplus != null) {
            forget(surplus, "its keeper has " + EmptyRooms.MAX_KEPT + " other empty channels");
        }
    }

    /** Returns whether a room is to exist after a restart of the server: also one with nothing but members and an operator. */
    private boolean isKept(Room room, boolean vacant) {
        return room.isRemembered() || (room.keeper() != null && (!vacant || stopping || empty.contains(room)));
    }

    /** A stored room was loaded. Its members return after a restart; until then it stays as it was. */
    void loaded(Room room) {
        Party keeper = room.keeper();
        if (keeper != null && !room.isLasting()) {
            empty.add(room, keeper);
        }
        changed(room);
    }

    /** The server is about to stop: those who leave a room now will be back. */
    public void stop() {
        stopping = true;
    }

    /** Keeps an empty room; returns one that cannot be kept any longer, or null. */
    private @Nullable Room keep(Room room, Party keeper) {
        long present = journal.presentId();
        if (room.emptySince() == 0 || room.emptySince() > present) { // the clock was in the future
            room.emptySince(present);
        }
        return empty.add(room, keeper);
    }

    private void drop(Room room) {
        index.remove(room);
        dropped.accept(room);
    }

    /** A user is about to join a room, which may be empty. */
    void occupied(Room room) {
        if (empty.remove(room)) {
            room.emptySince(0);
            memory.keep(room.name(), room);
        }
    }

    /** A room has another name. Its history goes along: the next room of the old name begins with none. */
    void renamed(Room room, String before) {
        changed(room);
        if (!Names.same(before, room.name())) {
            memory.closeBehind(before, room);
            memory.keep(before, null);
        }
    }

    /** The rooms that are remembered while they are empty. */
    List<Room> empty() {
        return empty.all();
    }

    public int emptyRooms() {
        return empty.size();
    }

    /** The number of names whose next room does not have the history of the last one. */
    public int closedNames() {
        return memory.closedNames();
    }

    /** Forgets a room if it is empty. */
    void forget(Room room, String why) {
        if (empty.remove(room)) {
            LOG.info("{} is forgotten: {}", room.name(), why);
            memory.keep(room.name(), null);
            drop(room);
        }
    }

    /** The own places of names that have another one now; {@link #reopen} is to follow. */
    List<Place> doubtfulNames() {
        return memory.doubtfulNames().stream().map(Place::room).toList();
    }

    /** Gives names back their own places, because nothing is left of their history. */
    void reopen(List<Place> names) {
        Set<Place> used = new HashSet<>();
        if (!names.isEmpty()) {
            index.places().forEach(place -> used.add(place.origin()));
        }
        for (Place name : names) {
            if (!used.contains(name) && memory.reopen(name.key())) {
                Room room = index.find(name.key());
                memory.keep(name.key(), room != null && room.isRemembered() ? room : null);
            }
        }
    }
}
