package io.securechat.history;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing said, as the journal has it.
 *
 * @param id grows with every entry of a journal: milliseconds since 1970 in the upper bits, a count in the lower {@value
 *     #COUNT_BITS}; order, time and msgid in one number
 */
public record Entry(long id, Draft draft) {
    static final int COUNT_BITS = 20;

    /**
     * What is to be appended.
     *
     * @param verb {@code PRIVMSG} or {@code NOTICE}
     * @param source who says it, {@code nick!user@host}
     * @param account the account of who says it, null for a guest
     * @param target where it is said: a channel's name or a nick, as the server spells it
     * @param tags client-only tags, with their {@code +}
     */
    public record Draft(
            String verb,
            String source,
            @Nullable String account,
            String target,
            String text,
            Map<String, String> tags) {
        public Draft {
            tags = Map.copyOf(tags);
        }
    }

    /** When it was said, to the millisecond. */
    public Instant time() {
        return Instant.ofEpochMilli(id >>> COUNT_BITS);
    }

    /** The entry's name for clients (IRCv3 message-ids). */
    public String msgid() {
        return Long.toString(id, Character.MAX_RADIX);
    }
}
