package io.securechat.client.conversation;

import io.securechat.Problem;
import io.securechat.client.event.Event.Place;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms that the user is in, and the room or private conversation that typed lines go to. */
public final class Rooms {
    /** Rooms that a user can be in. */
    public static final int MAX_ROOMS = 1000;

    /** Lists of members that may arrive at the same time; for more, the least recently used is dropped. */
    private static final int MAX_LISTS = 100;

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Room.Crowd crowd = new Room.Crowd();
    private final LruMap<Room> lists = new LruMap<>(MAX_LISTS, Room::forget);

    /** The name of the room or user that typed lines go to, or empty. The user may not be in that room yet. */
    private String target = "";

    private boolean chosen;

    List<String> names() {
        return rooms.values().stream().map(Room::name).toList();
    }

    public @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    Optional<Room> get(String name) {
        return Optional.ofNullable(find(name));
    }

    Optional<String> target() {
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
    }

    Place place(String name) {
        return new Place(name, isTarget(name));
    }

    private boolean isTarget(String name) {
        return !target.isEmpty() && Names.same(target, name);
    }

    /** Returns whether a user is in the current place, or is the other one of it. */
    boolean isNear(String nick) {
        Room room = find(target);
        return room == null ? isTarget(nick) : room.has(nick);
    }

    /** Directs typed lines to a room or a user. Returns whether the user is there; the others wait until they have joined. */
    boolean choose(String name) {
        Room room = find(name);
        target = room == null ? name : room.name();
        chosen = true;
        return room != null || !Names.isChannelLike(name);
    }

    /** Typed lines go nowhere until the user chooses. */
    void leaveTarget() {
        target = "";
    }

    /**
     * The user joins a room; its list of members follows.
     *
     * @throws Problem if they are in too many rooms
     */
    void entering(String name) {
        if (rooms.size() >= MAX_ROOMS && find(name) == null) {
            throw new Problem("the server puts you in more than " + MAX_ROOMS + " rooms", "tell its operator");
        }
        Room room = rooms.computeIfAbsent(Names.fold(name), folded -> new Room(name, crowd));
        room.entering();
    }

    boolean isEntering() {
        return rooms.values().stream().anyMatch(Room::isEntering);
    }

    /** The list of members of a room that the user joins is complete: typed lines may go there. */
    void entered(Room room) {
        if (!chosen) {
            choose(room.name());
        }
    }

    /** The user is not in a room, or not any more. A line meant for it must not go elsewhere: there is no target then. */
    void left(String name) {
        Room left = rooms.remove(Names.fold(name));
        if (left != null) {
            left.forget();
        }
        if (isTarget(name)) {
            leaveTarget();
        }
    }

    /** Renames a room. */
    public void rename(String from, String to) {
        Room room = rooms.remove(Names.fold(from));
        if (room != null) {
            target = isTarget(from) ? to : target;
            room.rename(to);
            Room replaced = rooms.put(Names.fold(to), room);
            if (replaced != null) {
                replaced.forget();
            }
        }
    }

    /** Forgets members and topics, which the server reports anew. */
    void clear() {
        rooms.values().forEach(Room::clear);
        lists.values().forEach(Room::forget);
        lists.clear();
    }

    /** Returns the list of members of a room that is arriving, whether the user is in that room or not. */
    Room list(String name) {
        return lists.computeIfAbsent(Names.fold(name), folded -> new Room(name, crowd));
    }

    /** Returns and removes a list of members that is complete. */
    Room takeList(String name) {
        Room list = list(name);
        lists.remove(Names.fold(name));
        return list;
    }

    void removeMember(String nick) {
        rooms.values().forEach(room -> room.remove(nick));
    }

    void renameMember(String from, String to) {
        target = isTarget(from) ? to : target;
        rooms.values().forEach(room -> room.renameMember(from, to));
    }

    /** All known nicks, each once, in the order of the rooms. */
    Collection<String> nicks() {
        Map<String, String> all = new LinkedHashMap<>();
        rooms.values().forEach(room -> room.forEachNick(nick -> all.putIfAbsent(Names.fold(nick), nick)));
        return all.values();
    }
}
