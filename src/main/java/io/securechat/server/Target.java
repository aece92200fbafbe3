package io.securechat.server;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where something is said: a channel, those in it who have a status, or a person, who need not be here.
 *
 * @param name as the server spells it
 * @param place whose history it becomes part of
 * @param person to whom it is said, or null for a channel
 * @param user the person as it was here when the target was named, or null
 * @param status what those in the channel must have who hear it, or a higher one; null for everybody, and for a person
 */
record Target(
        String name,
        Place place,
        @Nullable Party person,
        @Nullable User user,
        @Nullable Status status) {
    /** What a name stands for that a user may read: a channel that the user is in, a person, or null for neither. */
    static @Nullable Target of(User reader, Chat chat, String name) {
        Target target = find(reader, chat, name);
        return target != null && target.isFor(reader, chat) ? target : null;
    }

    /** What a name stands for, wherever the user may be: a channel, a person, or null for neither. */
    static @Nullable Target find(User speaker, Chat chat, String name) {
        if (isOfChannel(name)) {
            Status status = Status.of(name.charAt(0));
            Room room = chat.rooms().find(status == null ? name : name.substring(1));
            return room == null ? null : of(room, status);
        }
        User user = chat.people().find(name);
        Party person = user == null ? chat.people().nicks().account(name) : user.party();
        return person == null
                ? null
                : new Target(
                        user == null ? person.name() : user.nick(),
                        Place.between(person, speaker.party()),
                        person,
                        user,
                        null);
    }

    /** Whether a name can only be that of a channel, or of a status in one: {@code @#lab}. */
    static boolean isOfChannel(String name) {
        return Names.isChannelLike(name)
                || (!name.isEmpty() && Status.of(name.charAt(0)) != null && Names.isChannelLike(name.substring(1)));
    }

    /** A channel, or those in it who have a status; what is said to them is a history of its own. */
    static Target of(Room room, @Nullable Status status) {
        String prefix = status == null ? "" : String.valueOf(status.prefix());
        return new Target(prefix + room.name(), Place.room(prefix + room.place().key()), null, null, status);
    }

    /** The statuses in a channel that a member has, as targets. */
    static Stream<Target> within(Room room, User member) {
        return Arrays.stream(Status.values())
                .filter(status -> room.isAtLeast(member, status))
                .map(status -> of(room, status));
    }

    /** The channel, or null if it is gone or this is a person. */
    @Nullable Room room(Chat chat) {
        if (person != null) {
            return null;
        }
        return chat.rooms()
                .find(status == null ? place : Place.ofKey(place.key().substring(1)));
    }

    /** Who the person is by now: also somebody who was not here, or was here, and has come back. */
    @Nullable User present(Chat chat) {
        if (user != null && user.isHere()) {
            return user;
        }
        return person == null ? null : chat.people().find(person);
    }

    /** Who hears it now: everybody there, and of what is said to a person the speaker's other sessions. */
    List<Audience> audiences(Chat chat, User speaker) {
        if (person != null) {
            Stream<User> both = Stream.of(Optional.ofNullable(present(chat)), Optional.of(speaker))
                    .flatMap(Optional::stream);
            return both.distinct().map(User::audience).toList();
        }
        Room room = room(chat);
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

    /** The speaker is about to be heard there. */
    void standsOut(Chat chat, User speaker) {
        Room room = person == null ? room(chat) : null;
        if (room != null) {
            room.standsOut(speaker, chat.now());
        }
    }

    /** Whether a user hears what is said there, and may read it later. */
    boolean isFor(User user, Chat chat) {
        if (person != null) {
            return true;
        }
        Room room = room(chat);
        return room != null && (status == null ? room.has(user) : room.isAtLeast(user, status));
    }
}
