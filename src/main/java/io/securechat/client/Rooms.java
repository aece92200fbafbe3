package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms that the user is in, and the one that typed lines go to. */
final class Rooms {
    /** Rooms that a user can be in; a server that says more lies. */
    static final int MAX_ROOMS = 1000;

    /** Lists of names that may be on their way at once; the one that was added to the longest time ago is given up for more. */
    private static final int MAX_LISTS = 100;

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Room.Crowd crowd = new Room.Crowd();
    private final Recent<Room> lists = new Recent<>(MAX_LISTS, Room::forget);
    private String wanted = "";
    private @Nullable Room current;

    Collection<Room> all() {
        return rooms.values();
    }

    List<String> names() {
        return rooms.values().stream().map(room -> room.name).toList();
    }

    @Nullable Room find(String name) {
        return rooms.get(Names.fold(name));
    }

    Optional<Room> get(String name) {
        return Optional.ofNullable(find(name));
    }

    Optional<String> current() {
        return Optional.ofNullable(current).map(room -> room.name);
    }

    boolean isCurrent(String name) {
        return current != null && Names.same(current.name, name);
    }

    /** Lets typed lines go to a room, at once or when the user will have come into it; whether it was at once. */
    boolean want(String name) {
        wanted = name;
        Room room = find(name);
        if (room != null) {
            current = room;
        }
        return room != null;
    }

    /**
     * The user comes into a room; who is in it will be told.
     *
     * @throws Problem if they are in too many
     */
    void entering(String name) {
        if (rooms.size() >= MAX_ROOMS && find(name) == null) {
            throw new Problem("the server says that you are in more rooms than there can be", "");
        }
        Room room = rooms.computeIfAbsent(Names.fold(name), folded -> new Room(name, crowd));
        room.clear();
        room.entering = true;
    }

    /** Everything of a room that is needed is there. */
    void entered(Room room) {
        room.entering = false;
        if (current == null || Names.same(wanted, room.name)) {
            current = room;
        }
    }

    /** The user is out of a room; whether typed lines go to another one now. */
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

    /** A room has another name from now on. */
    void rename(String from, String to) {
        Room room = rooms.remove(Names.fold(from));
        if (room != null) {
            room.name = to;
            Room replaced = rooms.put(Names.fold(to), room);
            if (replaced != null) {
                replaced.forget();
            }
        }
    }

    /** Who is in the rooms will be told anew. */
    void clear() {
        rooms.values().forEach(Room::clear);
        lists.values().forEach(Room::forget);
        lists.clear();
    }

    /** The list of a room's members that is coming, whether the user is in that room or not. */
    Room list(String name) {
        return lists.computeIfAbsent(Names.fold(name), folded -> new Room(name, crowd));
    }

    /** The same when it is complete; the next one begins anew. */
    Room takeList(String name) {
        Room list = list(name);
        lists.remove(Names.fold(name));
        return list;
    }

    /** All nicks that are known, each once, in the order of the rooms. */
    Collection<String> everybody() {
        Map<String, String> all = new LinkedHashMap<>();
        rooms.values().stream()
                .flatMap(room -> room.members().stream())
                .forEach(member -> all.putIfAbsent(Names.fold(member.nick()), member.nick()));
        return all.values();
    }
}
