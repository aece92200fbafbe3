package io.securechat.client.event;

import java.time.Instant;
import java.util.List;

/** Something about a room: its members, topic, modes and name. */
public sealed interface RoomEvent extends Event {
    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.rooms());
    }

    /**
     * The user joined a room.
     *
     * @param topic empty if there is none
     * @param members all known members, including the user
     * @param complete false for a large room, of which the server names only some members
     */
    record Entered(Instant at, Place place, String topic, List<Person> members, boolean complete) implements RoomEvent {
        @Override
        public Entered withPlace(Place changed) {
            return new Entered(at, changed, topic, members, complete);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.entered(this);
        }
    }

    /** Another user joined a room. */
    record Joined(Instant at, Place place, Person who) implements RoomEvent {
        @Override
        public Joined withPlace(Place changed) {
            return new Joined(at, changed, who);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.joined(this);
        }
    }

    /**
     * A user left a room.
     *
     * @param reason empty if none was given
     * @param by the nick of the operator who removed them, or empty if they left by themselves
     * @param mine true if it was the user
     */
    record Left(Instant at, Place place, String nick, String reason, String by, boolean mine) implements RoomEvent {
        @Override
        public Left withPlace(Place changed) {
            return new Left(at, changed, nick, reason, by, mine);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.left(this);
        }
    }

    /**
     * Several users joined or left a room within a short time.
     *
     * @param joined the nicks of those who joined, and are still there
     * @param left the nicks of those who left, and did not return
     */
    record Traffic(Instant at, Place place, List<String> joined, List<String> left) implements RoomEvent {
        @Override
        public Traffic withPlace(Place changed) {
            return new Traffic(at, changed, joined, left);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.traffic(this);
        }
    }

    /**
     * The topic of a room.
     *
     * @param by the nick of the user who set it just now, or empty if it was only asked for
     * @param topic empty if there is none
     */
    record Topic(Instant at, Place place, String by, String topic) implements RoomEvent {
        @Override
        public Topic withPlace(Place changed) {
            return new Topic(at, changed, by, topic);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.topic(this);
        }
    }

    /**
     * A mode of a room was set or unset.
     *
     * @param by the nick of an operator, or the name of the server
     * @param mode its letter in IRC
     * @param argument the nick, mask or value it applies to, or empty
     * @param mine true if it gives the user a status or takes it away
     */
    record Mode(Instant at, Place place, String by, boolean on, char mode, String argument, boolean mine)
            implements RoomEvent {
        @Override
        public Mode withPlace(Place changed) {
            return new Mode(at, changed, by, on, mode, argument, mine);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.mode(this);
        }
    }

    /**
     * A room has a new name.
     *
     * @param place the room under its new name
     * @param reason empty if none was given
     */
    record Renamed(Instant at, Place place, String from, String by, String reason) implements RoomEvent {
        @Override
        public Renamed withPlace(Place changed) {
            return new Renamed(at, changed, from, by, reason);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.renamed(this);
        }
    }

    /**
     * A user was invited to a room.
     *
     * @param mine true if it was the user
     */
    record Invited(Instant at, String room, String by, String who, boolean mine) implements RoomEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.invited(this);
        }
    }

    /** The members of a room, as an answer to {@code /who}. */
    record Members(Instant at, Place place, List<Person> members) implements RoomEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.members(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R entered(Entered event);

        R joined(Joined event);

        R left(Left event);

        R traffic(Traffic event);

        R topic(Topic event);

        R mode(Mode event);

        R renamed(Renamed event);

        R invited(Invited event);

        R members(Members event);
    }
}
