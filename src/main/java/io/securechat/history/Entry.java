package io.securechat.history;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing said, as the journal has it.
 *
 * @param id grows with every entry of a journal: order and msgid in one number. It has milliseconds since 1970 in the upper bits
 *     and a count in the lower {@value #COUNT_BITS}; where the clock was set back, it runs ahead of the time ({@link Eras})
 * @param time when it was said by the server's clock, to the millisecond
 */
public record Entry(long id, Instant time, Draft draft) {
    static final int COUNT_BITS = 20;

    /** The verb of an entry that takes an earlier one back; its text is the reason. */
    public static final String REDACT = "REDACT";

    /** The verb of an entry that is tags only, such as a reaction (IRCv3 message-tags); its text is empty. */
    public static final String TAGMSG = "TAGMSG";

    /** The verb of an entry that sets what a room is about; its text is the topic, or empty for none. */
    public static final String TOPIC = "TOPIC";

    private static final Set<String> MESSAGES = Set.of("PRIVMSG", "NOTICE");

    /**
     * What is to be appended.
     *
     * @param verb {@code PRIVMSG}, {@code NOTICE}, {@link #TAGMSG}, {@link #TOPIC} or {@link #REDACT}
     * @param place whose history it belongs to
     * @param author who says it
     * @param source who says it, {@code nick!user@host}
     * @param account the account of who says it, null for a guest
     * @param target where it is said: a channel's name or a nick, as the server spells it
     * @param text may have several lines, with LF between them
     * @param tags client-only tags, with their {@code +}, and what else there is to know of the message's form
     * @param nonce what makes it one entry even if it is appended a second time: two drafts with the same nonce are the same.
     *     Whoever makes the draft sees to it that nobody else's can be. Null where it has none
     * @param redacts for {@link #REDACT}, the id of the entry whose text is to be forgotten; else 0
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

        /** Whether it says something in words; what else there is shows only to those who ask for it. */
        public boolean isMessage() {
            return isMessage(verb);
        }

        static boolean isMessage(String verb) {
            return MESSAGES.contains(verb);
        }
    }

    /** The same, said under another name of its place. */
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

    /** The entry's name for clients (IRCv3 message-ids). */
    public String msgid() {
        return msgid(id);
    }

    /** The name of the entry with an id. */
    public static String msgid(long id) {
        return Long.toString(id, Character.MAX_RADIX);
    }

    /**
     * The id that a name stands for, whether there is such an entry or not.
     *
     * @return -1 if it cannot be an entry's name
     */
    public static long idOf(String msgid) {
        try {
            long id = Long.parseLong(msgid, Character.MAX_RADIX);
            return Long.toString(id, Character.MAX_RADIX).equals(msgid) ? id : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The highest id from before a time, to the millisecond, as long as ids are those of the time. */
    public static long lastIdBefore(Instant time) {
        return firstIdAt(time.toEpochMilli()) - 1;
    }

    /** The lowest id of a millisecond since 1970, as long as ids are those of the time. */
    static long firstIdAt(long millis) {
        return Math.min(Math.max(0, millis), Long.MAX_VALUE >>> COUNT_BITS) << COUNT_BITS;
    }
}
