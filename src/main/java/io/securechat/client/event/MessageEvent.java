package io.securechat.client.event;

import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something about messages: sent, received, deleted, on their way. */
public sealed interface MessageEvent extends Event {
    /** A message of a user. */
    sealed interface Spoken extends MessageEvent {
        Utterance utterance();

        /** Returns the same message with another origin. */
        Spoken withOrigin(Origin origin);

        /** Returns the same message with another text. */
        Spoken withText(String text);
    }

    /** The parts that a {@link Divider} separates. */
    enum Border {
        /** Messages that the user has read, and new ones. */
        UNREAD,
        /** Messages from before a break, and those sent during it. */
        MISSED,
        /** Messages on the screen, and the latest ones again. */
        LATEST,
        /** Messages on the screen, and older ones. */
        OLDER,
        /** Older messages, and the present. */
        PRESENT
    }

    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.messages());
    }

    /**
     * A message in a room.
     *
     * @param mention true if it names the user
     */
    record Said(Instant at, Place place, Utterance utterance, boolean mention) implements Spoken {
        @Override
        public Said withPlace(Place changed) {
            return new Said(at, changed, utterance, mention);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public Said withOrigin(Origin origin) {
            return new Said(at, place, utterance.withOrigin(origin), mention);
        }

        @Override
        public Said withText(String text) {
            return new Said(at, place, utterance.withText(text), mention);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.said(this);
        }
    }

    /** A private message. */
    record Whispered(Instant at, String to, Utterance utterance) implements Spoken {
        @Override
        public String where() {
            return utterance.mine() ? to : utterance.from().nick();
        }

        @Override
        public Whispered withOrigin(Origin origin) {
            return new Whispered(at, to, utterance.withOrigin(origin));
        }

        @Override
        public Whispered withText(String text) {
            return new Whispered(at, to, utterance.withText(text));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.whispered(this);
        }
    }

    /**
     * A message was deleted. Its text is not repeated.
     *
     * @param id the identifier of the message
     * @param sent the time the message was sent, null where that is not known here
     * @param mine true if the user deleted it
     */
    record Deleted(
            Instant at,
            Place place,
            Person by,
            String id,
            @Nullable Instant sent,
            boolean mine) implements MessageEvent {
        public Deleted withSent(@Nullable Instant time) {
            return new Deleted(at, place, by, id, time, mine);
        }

        @Override
        public Deleted withPlace(Place changed) {
            return new Deleted(at, changed, by, id, sent, mine);
        }

        @Override
        public String where() {
            return place.room();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deleted(this);
        }
    }

    /**
     * A user reacted to a message, usually with an emoji (IRCv3 react).
     *
     * @param on false if they took the reaction back
     * @param about the message
     * @param mine true if it is the user's reaction
     */
    record Reacted(Instant at, Place place, Person who, String reaction, boolean on, Quote about, boolean mine)
            implements MessageEvent {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public Reacted withPlace(Place changed) {
            return new Reacted(at, changed, who, reaction, on, about, mine);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reacted(this);
        }
    }

    /**
     * The user asks for the whole of a message that the screen has folded.
     *
     * @param number the number of the message on the screen, 0 for the last one
     */
    record Unfolded(Instant at, int number) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unfolded(this);
        }
    }

    /**
     * A line between messages of a place.
     *
     * @param since the time up to which the user has read, for {@link Border#UNREAD}; for others {@code at}
     * @param count the number of messages that follow, 0 where it is not known
     * @param more true if there are more than {@code count}
     */
    record Divider(Instant at, Place place, Border border, Instant since, int count, boolean more)
            implements MessageEvent {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public Divider withPlace(Place changed) {
            return new Divider(at, changed, border, since, count, more);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.divider(this);
        }
    }

    /**
     * A message of the user that the server has not confirmed yet.
     *
     * @param label the label of the message on the wire
     */
    record Sending(Instant at, Place place, String text, String label) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sending(this);
        }
    }

    /**
     * A message of the user that was not delivered, or perhaps not.
     *
     * @param label the label of the message on the wire
     */
    record Undelivered(Instant at, Place place, String text, String reason, String label) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.undelivered(this);
        }
    }

    /**
     * A message that the user has asked for, of any place and any time.
     *
     * @param number the number for {@code /context}, or 0
     * @param terms the words that were searched for
     */
    record Found(Instant at, int number, Spoken message, List<String> terms) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.found(this);
        }
    }

    /**
     * A message in another place that calls for the user: a mention, or a private message.
     *
     * @param key the keys that switch to it, such as {@code Alt-a}
     */
    record Elsewhere(Instant at, Spoken message, String key) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.elsewhere(this);
        }
    }

    /**
     * Messages that are counted instead of shown, because there are too many.
     *
     * @param count the number of messages
     */
    record Flood(Instant at, Place place, int count) implements MessageEvent {
        @Override
        public String where() {
            return place.room();
        }

        @Override
        public Flood withPlace(Place changed) {
            return new Flood(at, changed, count);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.flood(this);
        }
    }

    /** The number of messages reported as {@link Sending}. */
    record Waiting(Instant at, int count) implements MessageEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.waiting(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R said(Said event);

        R whispered(Whispered event);

        R deleted(Deleted event);

        R reacted(Reacted event);

        R unfolded(Unfolded event);

        R divider(Divider event);

        R sending(Sending event);

        R undelivered(Undelivered event);

        R found(Found event);

        R elsewhere(Elsewhere event);

        R flood(Flood event);

        R waiting(Waiting event);
    }
}
