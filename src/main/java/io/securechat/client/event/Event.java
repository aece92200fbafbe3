package io.securechat.client.event;

import io.securechat.client.text.Sanitizer;
import java.time.Instant;

/**
 * Something the user may see. Strings are as the network sent them; a view sanitizes them first ({@link Sanitizer}).
 */
public sealed interface Event permits MessageEvent, RoomEvent, UserEvent, SessionEvent, Notice, CommandResult {
    /** The time it happened, by the server's clock where the server sent one. */
    Instant at();

    /** The room, or the other user of a private conversation; empty for an event that belongs to no place. */
    default String where() {
        return "";
    }

    /** Returns the same event in a place that has become the current one, or is no longer. */
    default Event withPlace(Place place) {
        return this;
    }

    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    /**
     * The cases of all events, by group. A new event does not compile until every view handles it.
     */
    record Cases<R>(
            MessageEvent.Cases<R> messages,
            RoomEvent.Cases<R> rooms,
            UserEvent.Cases<R> users,
            SessionEvent.Cases<R> session,
            Notice.Cases<R> notices,
            CommandResult.Cases<R> results) {}

    /**
     * A room, or the other user of a private conversation.
     *
     * @param current true for the room that typed lines go to
     */
    record Place(String room, boolean current) {}

    /**
     * A user of the chat.
     *
     * @param verified true if the server vouches for the name, because the user's certificate carries it
     * @param status the prefix of the name in the room at hand, such as {@code @} for an operator; usually empty
     */
    public record Person(String nick, boolean verified, String status) {
        public Person(String nick, boolean verified) {
            this(nick, verified, "");
        }

        public Person withStatus(String shown) {
            return new Person(nick, verified, shown);
        }
    }
}
