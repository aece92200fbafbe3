package io.securechat.client;

import io.securechat.client.Speech.Way;
import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user may see, and when it happened. Strings are as the network sent them: whoever shows an event
 * defuses them first (see {@link Sanitizer}).
 */
public sealed interface Event {
    /** When it happened, by the server's clock where it told the time. */
    Instant at();

    /** The room in which it happened, or the other one of a private conversation; empty where it has no such place. */
    default String where() {
        return "";
    }

    /** Calls the one case that this event is. */
    <R> R match(Cases<R> cases);

    /**
     * A room as the user stands to it.
     *
     * @param current whether it is the room that typed lines go to
     */
    record Place(String room, boolean current) {}

    /**
     * Somebody in the chat.
     *
     * @param verified whether the server vouches for the name, because their certificate says it
     * @param status what stands before the name in the room that it is about, such as {@code @} for an operator; mostly empty
     */
    record Person(String nick, boolean verified, String status) {
        Person(String nick, boolean verified) {
            this(nick, verified, "");
        }

        Person with(String shown) {
            return new Person(nick, verified, shown);
        }
    }

    /** Something said. */
    sealed interface Utterance extends Event {
        Speech speech();

        /** The same, shown in another way. */
        Utterance as(Way way);
    }

    /**
     * The server's welcome.
     *
     * @param server host and port
     * @param again whether it followed a lost connection
     */
    record Connected(Instant at, String server, String nick, boolean again) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.connected(this);
        }
    }

    /**
     * The user came into a room.
     *
     * @param topic empty where there is none
     * @param members who is in it, the user too
     * @param complete whether these are all; of a large room the server tells some only
     */
    record Entered(Instant at, Place place, String topic, List<Person> members, boolean complete) implements Event {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.entered(this);
        }
    }

    /**
     * Something said in a room.
     *
     * @param mention whether it names the user
     */
    record Said(Instant at, Place place, Speech speech, boolean mention) implements Utterance {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public Said as(Way way) {
            return new Said(at, place, speech.as(way), mention);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.said(this);
        }
    }

    /** Something said to one person only. */
    record Whispered(Instant at, String to, Speech speech) implements Utterance {
        @Override
        public String where() {
            return speech.mine() ? to : speech.from().nick();
        }

        @Override
        public Whispered as(Way way) {
            return new Whispered(at, to, speech.as(way));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.whispered(this);
        }
    }

    /**
     * Somebody took back what was said; what it was is not told again.
     *
     * @param place a room, or the other one of a private conversation
     * @param id the identifier of the message
     * @param said when the message was said, null where that is not known here
     * @param mine whether it was the user
     */
    record TakenBack(
            Instant at,
            Place place,
            Person by,
            String id,
            @Nullable Instant said,
            boolean mine) implements Event {
        TakenBack of(@Nullable Instant time) {
            return new TakenBack(at, place, by, id, time, mine);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.takenBack(this);
        }
    }

    /** What a {@link Divider} stands between. */
    enum Border {
        /** What the user has read, and what is new. */
        UNREAD,
        /** What was said before a break, and what was said meanwhile. */
        MISSED,
        /** What was shown, and something older. */
        OLDER,
        /** Something older, and the present. */
        PRESENT
    }

    /**
     * A line between messages of a place.
     *
     * @param place a room, or the other one of a private conversation
     * @param since when the user has read what stands above a {@link Border#UNREAD}; for others {@code at}
     * @param count how many messages follow, 0 where that is not told
     * @param more whether there are even more than so many
     */
    record Divider(Instant at, Place place, Border border, Instant since, int count, boolean more) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.divider(this);
        }
    }

    /**
     * A message of the user that the server has not confirmed yet.
     *
     * @param place a room, or a person
     * @param label what the message is called between this program and the server
     */
    record Sending(Instant at, Place place, String text, String label) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sending(this);
        }
    }

    /**
     * A message of the user that did not arrive, or perhaps not.
     *
     * @param place a room, or a person
     * @param label what the message is called between this program and the server
     */
    record Undelivered(Instant at, Place place, String text, String reason, String label) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.undelivered(this);
        }
    }

    /** How many messages of the user are known to be {@link Sending}. */
    record Waiting(Instant at, int count) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.waiting(this);
        }
    }

    /** Somebody else came into a room. */
    record Joined(Instant at, Place place, Person who) implements Event {
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
     * Somebody left a room.
     *
     * @param reason empty where none was given
     * @param by who removed them from it, or empty if they went themselves
     */
    record Left(Instant at, Place place, String nick, String reason, String by, boolean mine) implements Event {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.left(this);
        }
    }

    /** Somebody left the chat. */
    record Gone(Instant at, String nick, String reason) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.gone(this);
        }
    }

    /** Somebody took another name. */
    record Renamed(Instant at, String from, String to, boolean mine) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.renamed(this);
        }
    }

    /**
     * A room's topic.
     *
     * @param by who set it just now, or empty if it only was asked for
     * @param topic empty where there is none
     */
    record Topic(Instant at, Place place, String by, String topic) implements Event {
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
     * @param by who did it, or the server's name
     * @param mode its letter in IRC
     * @param argument whom or what it is about, or empty
     * @param mine whether it gives or takes a status of the user's
     */
    record Mode(Instant at, Place place, String by, boolean on, char mode, String argument, boolean mine)
            implements Event {
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
     * Somebody was invited into a room.
     *
     * @param mine whether it was the user
     */
    record Invited(Instant at, String room, String by, String who, boolean mine) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.invited(this);
        }
    }

    /**
     * Somebody went away, or came back.
     *
     * @param reason empty for who is back
     */
    record Away(Instant at, Person who, String reason) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.away(this);
        }
    }

    /**
     * A room has another name.
     *
     * @param place under its new name
     * @param reason empty where none was given
     */
    record Moved(Instant at, Place place, String from, String by, String reason) implements Event {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.moved(this);
        }
    }

    /** Who is in a room, for a user who has asked. */
    record Members(Instant at, Place place, List<Person> members) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.members(this);
        }
    }

    /** An answer or a remark, one line. */
    record Info(Instant at, String text) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.info(this);
        }
    }

    /**
     * Something the user wanted did not work.
     *
     * @param hint what to do about it, or empty
     */
    record Failed(Instant at, String text, String hint) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** Something will cease to work unless somebody does what the hint says, or is not as the user wanted it. */
    record Warned(Instant at, String text, String hint) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.warned(this);
        }
    }

    /**
     * Who the user is on the server, and what secures the connection.
     *
     * @param account empty where the server knows the user as a guest
     * @param certificate the user's own
     * @param server host and port
     */
    record Identified(
            Instant at, String nick, String account, X509Certificate certificate, String server, TlsSession tls)
            implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.identified(this);
        }
    }

    /** The connection is lost, and will be tried again. */
    record Lost(Instant at, String reason, long seconds) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lost(this);
        }
    }

    /** The user left the chat. */
    record Ended(Instant at, String server) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /** What to do with each kind of event; a new kind does not compile until everybody has an answer. */
    interface Cases<R> {
        R connected(Connected event);

        R entered(Entered event);

        R said(Said event);

        R whispered(Whispered event);

        R takenBack(TakenBack event);

        R divider(Divider event);

        R sending(Sending event);

        R undelivered(Undelivered event);

        R waiting(Waiting event);

        R joined(Joined event);

        R left(Left event);

        R gone(Gone event);

        R renamed(Renamed event);

        R topic(Topic event);

        R mode(Mode event);

        R invited(Invited event);

        R away(Away event);

        R moved(Moved event);

        R members(Members event);

        R info(Info event);

        R failed(Failed event);

        R warned(Warned event);

        R identified(Identified event);

        R lost(Lost event);

        R ended(Ended event);
    }
}
