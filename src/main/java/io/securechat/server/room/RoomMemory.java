package io.securechat.server.room;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of rooms: those that outlive their members, and the place where the next room of a name keeps its
 * history. Owned by the thread {@code chat}.
 */
final class RoomMemory {
    private static final String NEXT = "NEXT";

    private final Journal journal;

    /** The place of the next room, by folded name, where it is not the name's own place. */
    private final Map<String, Place> next = new HashMap<>();

    private final Set<String> doubtful = new HashSet<>();

    RoomMemory(Journal journal) {
        this.journal = journal;
    }

    /** Loads all rooms, without members: first those that have been empty for longest, last those of unknown times. */
    List<Room> load(@Nullable String lobby, Supplier<RoomAudience> attendance) {
        List<Room> rooms = new ArrayList<>();
        journal.rooms().forEach((name, state) -> {
            List<Message> lines = state.lines().map(Message::parse).toList();
            for (Message line : lines) {
                if (line.command().equals(NEXT)) {
                    next.put(name, Place.ofKey(line.trailing()));
                }
            }
            Room room = RoomState.room(lines, lobby, attendance);
            if (room != null) {
                rooms.add(room);
            }
        });
        rooms.sort(Comparator.comparingLong(RoomMemory::order));
        return rooms;
    }

    private static long order(Room room) {
        return room.emptySince() == 0 ? Long.MAX_VALUE : room.emptySince();
    }

    /** The number of names that have another place than their own. */
    int closedNames() {
        return next.size();
    }

    /** The names that have another place than their own; {@link #reopen} decides which of them still need it. */
    Set<String> doubtfulNames() {
        doubtful.clear();
        doubtful.addAll(next.keySet());
        return Set.copyOf(doubtful);
    }

    /** Gives a name its own place back, unless it was used since; returns whether it did. */
    boolean reopen(String name) {
        return doubtful.remove(name) && next.remove(name) != null;
    }

    /** The place of a new room. */
    Place begin(String name) {
        doubtful.remove(Names.fold(name));
        return next(name);
    }

    private Place next(String name) {
        return next.getOrDefault(Names.fold(name), Place.room(name));
    }

    /** Makes the next room of a name start with an empty history, if it would have the history of this room. */
    void closeBehind(String name, Room room) {
        if (room.place().equals(next(name))) {
            doubtful.remove(Names.fold(name));
            next.put(Names.fold(name), room.place().successor());
        }
    }

    /** Stores the state of a name. */
    void keep(String name, @Nullable Room room) {
        List<Message> lines = new ArrayList<>();
        Place place = next.get(Names.fold(name));
        if (place != null) {
            lines.add(Message.of(NEXT, place.key()));
        }
        if (room != null) {
            lines.addAll(RoomState.lines(room));
        }
        journal.room(Names.fold(name), lines.stream().map(Message::toString).collect(Collectors.joining("\n")));
    }
}
