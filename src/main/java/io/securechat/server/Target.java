package io.securechat.server;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something is said: a channel, or a person, who need not be here.
 *
 * @param name as the server spells it
 * @param place whose history it becomes part of
 * @param person to whom it is said, or null for a channel
 * @param user the person as it was here when the target was named, or null
 */
record Target(
        String name,
        Place place,
        @Nullable Party person,
        @Nullable User user) {
    /** What a name stands for, for a user: a channel that the user is in, a person, or null for neither. */
    static @Nullable Target of(User speaker, Chat chat, String name) {
        if (Names.isChannelLike(name)) {
            Room room = chat.rooms().find(name);
            return room != null && room.has(speaker) ? new Target(room.name(), room.place(), null, null) : null;
        }
        User user = chat.people().find(name);
        Party person = user == null ? chat.people().account(name) : user.party();
        return person == null
                ? null
                : new Target(
                        user == null ? person.name() : user.nick(),
                        Place.between(person, speaker.party()),
                        person,
                        user);
    }

    /** Who the person is by now: also somebody who was not here, or was here, and has come back. */
    @Nullable User present(Chat chat) {
        if (user != null && user.isHere()) {
            return user;
        }
        return person == null ? null : chat.people().find(person);
    }

    /** Who hears it now: everybody there, and the speaker's other sessions. */
    List<Audience> audiences(Chat chat, User speaker) {
        if (person == null) {
            Room room = chat.rooms().find(place);
            return room == null ? List.of() : List.of(room.audience());
        }
        User present = present(chat);
        return present == null || present == speaker
                ? List.of(speaker.audience())
                : List.of(present.audience(), speaker.audience());
    }

    /** Whether the speaker is there, too; who has left a channel meanwhile is not. */
    boolean isHeardBy(Chat chat, User speaker) {
        Room room = chat.rooms().find(place);
        return person != null || (room != null && room.has(speaker));
    }
}
