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

/** The rooms that the user is in, and the one that typed lines go to. */
public final class Rooms {
    /** Rooms that a user can be in. */
    public static final int MAX_ROOMS = 1000;

    /** Lists of members that may arrive at the same time; for more, the least recently used is dropped. */
    private static final int MAX_LISTS = 100;

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Room.Crowd crowd = new Room.Crowd();
    private final LruMap<Room> lists = new LruMap<>(MAX_LISTS, Room::forget);
    private String wanted = "";
    private @Nullable Room current;

    List<String> names() {
        return rooms.values().stream().map(Room::name).toList();
    }

    public @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    Optional<Room> get(String name) {
        return Optional.ofNullable(find(name));
    }

    Optional<String> current() {
        return Optional.ofNullable(current).map(Room::name);
    }

    Place place(String name) {
        return new Place(name, current != null && Names.same(current.name(), name));
    }

    /** Directs typed lines to a room, at once or as soon as the user has joined it. Returns whether it was at once. */
    boolean want(String name) {
        wanted = name;
        Room room = find(name);
        if (room != null) {
            current = room;
        }
        return room != null;
    }

    /**
     * The user joins a room; its list of members follows.
     *
     * @throws Problem if they are in too many rooms
     */
    void entering(String name) {
        if (rooms.size() >= MAX_ROOMS && find(name) == null) {
            throw new Problem("the server puts you in more than " + MAX_ROOMS + " rooms", "");
        }
        Room room = rooms.computeIfAbsent(Names.fold(name), folded -> new Room(name, crowd));
        room.entering();
    }

    /** The list of members of a room that the user joins is complete. */
    void entered(Room room) {
        room.entered();
        if (current == null || Names.same(wanted, room.name())) {
            current = room;
        }
    }

    /** The user has left a room. Returns whether typed lines go to another room now. */
    boolean left(String name) {
        Room left = rooms.remove(Names.fold(name));
        if (left != null) {
            left.forget();
        }
        if (left == null || left != current) {
            return false;
        }
        current = rooms.values().stream().findFirst().orElse(null);
        return current != null;
    }

    /** Renames a room. */
    public void rename(String from, String to) {
        Room room = rooms.remove(Names.fold(from));
        if (room != null) {
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
        rooms.values().forEach(room -> room.renameMember(from, to));
    }

    /** All known nicks, each once, in the order of the rooms. */
    Collection<String> nicks() {
        Map<String, String> all = new LinkedHashMap<>();
        rooms.values().forEach(room -> room.forEachNick(nick -> all.putIfAbsent(Names.fold(nick), nick)));
        return all.values();
    }
}
