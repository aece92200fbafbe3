package io.securechat.history;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message or event, as stored in the journal.
 *
 * @param id grows with every entry of a journal and is its msgid, too. The upper bits are milliseconds since 1970, the lower
 *     {@value #COUNT_BITS} a count. After the clock is set back, ids run ahead of the time ({@code Eras})
 * @param time by the server's clock, to the millisecond
 */
public record Entry(long id, Instant time, Draft draft) {
    public static final int COUNT_BITS = 20;

    /** The verb of an entry that redacts an earlier one; its text is the reason. */
    public static final String REDACT = "REDACT";

    /** The verb of an entry that has tags only, such as a reaction (IRCv3 message-tags); its text is empty. */
    public static final String TAGMSG = "TAGMSG";

    /** The verb of an entry that sets a room's topic; its text is the topic, or empty to clear it. */
    public static final String TOPIC = "TOPIC";

    private static final Set<String> MESSAGES = Set.of("PRIVMSG", "NOTICE");

    /**
     * An entry to append.
     *
     * @param verb {@code PRIVMSG}, {@code NOTICE}, {@link #TAGMSG}, {@link #TOPIC} or {@link #REDACT}
     * @param place the conversation it belongs to
     * @param author the party that sent it
     * @param source the sender as {@code nick!user@host}
     * @param account the sender's account, null for a guest
     * @param target a channel's name or a nick, as the server spells it
     * @param text may have several lines, separated by LF
     * @param tags client-only tags, with their {@code +}, and tags that record the form of the message
     * @param nonce identifies the draft if it is appended again: two drafts with the same nonce are one entry. Must be unique among
     *     all senders. Null for none
     * @param redacts for {@link #REDACT}, the id of the entry to erase; else 0
     */
    public record Draft(
            String verb,
            Place place,
            Party author,
            String source,
            @Nullable String account,
            String target,
            String text,
            Map<String, String> tags,
            @Nullable String nonce,
            long redacts) {
        public Draft {
            tags = Map.copyOf(tags);
        }

        /** Returns whether this is text; clients receive other entries only if they ask for them. */
        public boolean isMessage() {
            return isMessage(verb);
        }

        public static boolean isMessage(String verb) {
            return MESSAGES.contains(verb);
        }
    }

    /** Returns this entry with another name of its place as the target. */
    public Entry under(String target) {
        return new Entry(
                id,
                time,
                new Draft(
                        draft.verb,
                        draft.place,
                        draft.author,
                        draft.source,
                        draft.account,
                        target,
                        draft.text,
                        draft.tags,
                        draft.nonce,
                        draft.redacts));
    }

    /** Returns the id in the form that clients see (IRCv3 message-ids). */
    public String msgid() {
        return msgid(id);
    }

    /** Returns an id in the form that clients see. */
    public static String msgid(long id) {
        return Long.toString(id, Character.MAX_RADIX);
    }

    /**
     * Returns the id that a msgid stands for, whether or not there is such an entry.
     *
     * @return -1 if it is not a valid msgid
     */
    public static long idOf(String msgid) {
        try {
            long id = Long.parseLong(msgid, Character.MAX_RADIX);
            return Long.toString(id, Character.MAX_RADIX).equals(msgid) ? id : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns the highest id before a time, to the millisecond, unless the clock was set back. */
    public static long lastIdBefore(Instant time) {
        return firstIdAt(time.toEpochMilli()) - 1;
    }

    /** Returns the lowest id of a millisecond since 1970, unless the clock was set back. */
    public static long firstIdAt(long millis) {
        return Math.min(Math.max(0, millis), Long.MAX_VALUE >>> COUNT_BITS) << COUNT_BITS;
    }
}
