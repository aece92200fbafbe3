package io.securechat.server.message;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.Status;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The target of a message: a channel, the members of a channel with a status, or a user, who may be disconnected. */
public final class Target {
    private final People people;
    private final Rooms rooms;
    private final String name;
    private final Place place;
    private final @Nullable Party person;
    private final @Nullable User user;
    private final @Nullable Party author;
    private final @Nullable Status status;

    /**
     * @param user the person's user when the target was named, or null
     * @param author the other party of a private message, or null for a channel
     * @param status the lowest status of those who receive the message, or null for all members of the channel
     */
    Target(
            People people,
            Rooms rooms,
            String name,
            Place place,
            @Nullable Party person,
            @Nullable User user,
            @Nullable Party author,
            @Nullable Status status) {
        this.people = people;
        this.rooms = rooms;
        this.name = name;
        this.place = place;
        this.person = person;
        this.user = user;
        this.author = author;
        this.status = status;
    }

    /** The name as the server spells it. */
    public String name() {
        return name;
    }

    /** The place in the journal where the message is kept. */
    public Place place() {
        return place;
    }

    /** The receiver of a private message, or null for a channel. */
    public @Nullable Party person() {
        return person;
    }

    /** Returns whether this is a user who had this nick when the target was named. */
    boolean is(User other) {
        return user == other;
    }

    /** Returns whether only members with a status receive the message. */
    boolean isForStatus() {
        return status != null;
    }

    /** The channel, or null if it no longer exists or the target is a user. */
    public @Nullable Room room() {
        if (person != null) {
            return null;
        }
        return rooms.find(status == null ? place : Place.ofKey(place.key().substring(1)));
    }

    /** The person's present user, also after a reconnect; null while disconnected and for a channel. */
    @Nullable User present() {
        if (user != null && user.isHere()) {
            return user;
        }
        return person == null ? null : people.find(person);
    }

    /** The receivers at present: the members, or both sides of a private conversation. */
    List<Audience> audiences(User by) {
        if (person != null) {
            User writer = by.party().equals(author) || author == null ? by : people.find(author);
            return Stream.of(present(), writer)
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(User::audience)
                    .toList();
        }
        Room room = room();
        if (room == null) {
            return List.of();
        }
        return status == null
                ? List.of(room.audience())
                : room.members().stream()
                        .filter(member -> room.isAtLeast(member, status))
                        .map(User::audience)
                        .toList();
    }

    /** Returns whether a user receives what is sent there, and may read it later. */
    boolean isReadableBy(User reader) {
        if (person != null) {
            return true;
        }
        Room room = room();
        return room != null && (status == null ? room.has(reader) : room.isAtLeast(reader, status));
    }
}
