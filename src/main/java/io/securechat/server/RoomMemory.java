package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of rooms: those that outlive their members, and where the next room of a name keeps its history. Owned
 * by the chat's thread.
 */
final class RoomMemory {
    private static final String NEXT = "NEXT";

    private final Journal journal;

    /** By folded name, where that is not just the name's own place. */
    private final Map<String, Place> next = new HashMap<>();

    private final Set<String> doubtful = new HashSet<>();

    RoomMemory(Journal journal) {
        this.journal = journal;
    }

    /** All rooms that are known, without members. */
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
        return rooms;
    }

    /** How many names have a place of their own. */
    int closedNames() {
        return next.size();
    }

    /** The names that have a place of their own; it is {@linkplain #reopen going to be decided} which of them still need it. */
    Set<String> doubtfulNames() {
        doubtful.clear();
        doubtful.addAll(next.keySet());
        return Set.copyOf(doubtful);
    }

    /** Gives a name its own place back, and tells whether that was done: not if the name was used since it became doubtful. */
    boolean reopen(String name) {
        return doubtful.remove(name) && next.remove(name) != null;
    }

    /** Where a room of a name that begins now keeps what is said. */
    Place begin(String name) {
        doubtful.remove(Names.fold(name));
        return next(name);
    }

    private Place next(String name) {
        return next.getOrDefault(Names.fold(name), Place.room(name));
    }

    /**
     * Lets the next room of a name begin with an empty history, if it would have that of this room.
     */
    void closeBehind(String name, Room room) {
        if (room.place().equals(next(name))) {
            doubtful.remove(Names.fold(name));
            next.put(Names.fold(name), room.place().successor());
        }
    }

    /** Keeps what is to be known of a name. */
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
