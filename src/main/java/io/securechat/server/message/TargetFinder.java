package io.securechat.server.message;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import io.securechat.server.mode.Status;
import io.securechat.server.room.Room;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves names to message targets. */
public final class TargetFinder {
    private final People people;
    private final Rooms rooms;

    public TargetFinder(People people, Rooms rooms) {
        this.people = people;
        this.rooms = rooms;
    }

    /** Returns whether a name can only be that of a channel, or of a status in one: {@code @#lab}. */
    public static boolean isOfChannel(String name) {
        return Names.isChannelLike(name)
                || (!name.isEmpty() && Status.of(name.charAt(0)) != null && Names.isChannelLike(name.substring(1)));
    }

    /** The target of a name, whether or not the user may read there; null if there is none. */
    public @Nullable Target find(User author, String name) {
        if (isOfChannel(name)) {
            Status status = Status.of(name.charAt(0));
            Room room = rooms.find(status == null ? name : name.substring(1));
            return room == null ? null : of(room, status);
        }
        User user = people.find(name);
        Party person = user == null ? people.nicks().account(name) : user.party();
        return person == null
                ? null
                : new Target(
                        people,
                        rooms,
                        user == null ? person.name() : user.nick(),
                        Place.between(person, author.party()),
                        person,
                        user,
                        author.party(),
                        null);
    }

    /** The target of a private message as its author addressed it, for others than the author. */
    public Target of(Entry said) {
        Party author = said.draft().author();
        Party person = said.draft().place().other(author);
        return new Target(
                people, rooms, said.draft().target(), said.draft().place(), person, people.find(person), author, null);
    }

    /** The target of a name if the user may read there: a channel that the user is in, or a person; else null. */
    public @Nullable Target readable(User reader, String name) {
        Target target = find(reader, name);
        return target != null && target.isReadableBy(reader) ? target : null;
    }

    /** The channels that a user is in, and their parts for each status that the user has. */
    public Stream<Target> readable(User reader) {
        return rooms.of(reader).stream()
                .flatMap(room -> Stream.concat(
                        Stream.of(of(room, null)),
                        Arrays.stream(Status.values())
                                .filter(status -> room.isAtLeast(reader, status))
                                .map(status -> of(room, status))));
    }

    /** A channel, or its members with a status, who have a history of their own. */
    private Target of(Room room, @Nullable Status status) {
        String prefix = status == null ? "" : String.valueOf(status.prefix());
        return new Target(
                people,
                rooms,
                prefix + room.name(),
                Place.room(prefix + room.place().key()),
                null,
                null,
                null,
                status);
    }
}
