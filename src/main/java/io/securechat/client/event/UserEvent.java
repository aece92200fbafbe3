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
     * @param near true if it concerns the place that typed lines go to
     */
    record Renamed(Instant at, String from, String to, boolean mine, boolean near) implements UserEvent {
        public Renamed(Instant at, String from, String to, boolean mine) {
            this(at, from, to, mine, true);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.renamed(this);
        }
    }

    /**
     * A user went away, or came back.
     *
     * @param reason empty if they are back
     * @param near true if it concerns the place that typed lines go to
     */
    record Away(Instant at, Person who, String reason, boolean near) implements UserEvent {
        public Away(Instant at, Person who, String reason) {
            this(at, who, reason, true);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.away(this);
        }
    }

    /**
     * A user left the chat.
     *
     * @param reason empty if none was given
     * @param near true if it concerns the place that typed lines go to
     */
    record Quit(Instant at, String nick, String reason, boolean near) implements UserEvent {
        public Quit(Instant at, String nick, String reason) {
            this(at, nick, reason, true);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.quit(this);
        }
    }

    /** The state of a text that a user is writing (IRCv3 typing). */
    enum Writing {
        ACTIVE,
        PAUSED,
        DONE
    }

    /**
     * Another user is writing a message, or is no longer.
     *
     * @param place a room, or the other user of a private conversation
     */
    record Typing(Instant at, Place place, Person who, Writing writing) implements UserEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.typing(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R renamed(Renamed event);

        R away(Away event);

        R quit(Quit event);

        R typing(Typing event);
    }
}
