package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in a history, as a client names it: {@code msgid=…} or {@code timestamp=…} (IRCv3 chathistory).
 *
 * @param first the lowest id that an entry at this point can have
 * @param last the highest
 */
record Selector(long first, long last) {
    private static final String MSGID = "msgid=";
    static final String TIMESTAMP = "timestamp=";

    /** The point that a word names, or null if it names none. */
    static @Nullable Selector of(String word) {
        if (word.startsWith(MSGID)) {
            long id = Entry.idOf(word.substring(MSGID.length()));
            return id < 0 ? null : new Selector(id, id);
        }
        Instant time = time(word);
        return time == null ? null : new Selector(Entry.firstIdAt(time), Entry.lastIdAt(time));
    }

    /** Whether what stands before the {@code =} is known. */
    static boolean isOfKnownType(String word) {
        return word.startsWith(MSGID) || word.startsWith(TIMESTAMP);
    }

    /** The time that {@code timestamp=…} names, or null if it names none. */
    static @Nullable Instant time(String word) {
        return word.startsWith(TIMESTAMP) ? ServerTime.parse(word.substring(TIMESTAMP.length())) : null;
    }
}
