package io.securechat.client.event;

import java.time.Instant;

/** Something about a user, in whatever rooms they are. */
public sealed interface UserEvent extends Event {
    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.users());
    }

    /**
     * A user changed their nick.
     *
     * @param mine true if it was the user
     */
    record Renamed(Instant at, String from, String to, boolean mine) implements UserEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.renamed(this);
        }
    }

    /**
     * A user went away, or came back.
     *
     * @param reason empty if they are back
     */
    record Away(Instant at, Person who, String reason) implements UserEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.away(this);
        }
    }

    /**
     * A user left the chat.
     *
     * @param reason empty if none was given
     */
    record Quit(Instant at, String nick, String reason) implements UserEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.quit(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R renamed(Renamed event);

        R away(Away event);

        R quit(Quit event);
    }
}
