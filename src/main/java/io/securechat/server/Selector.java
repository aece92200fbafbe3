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

    /** Why a word is no selector. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;

        /** Whether what stands before the {@code =} is unknown, and not only what stands behind it. */
        final boolean type;

        private Invalid(boolean type) {
            super(null, null, false, false);
            this.type = type;
        }
    }

    static Selector parse(String word) throws Invalid {
        if (word.startsWith(MSGID)) {
            long id = Entry.idOf(word.substring(MSGID.length()));
            if (id < 0) {
                throw new Invalid(false);
            }
            return new Selector(id, id);
        }
        return parseTimestamp(word);
    }

    static Selector parseTimestamp(String word) throws Invalid {
        Instant time = time(word);
        if (time == null) {
            throw new Invalid(!word.startsWith(TIMESTAMP));
        }
        return new Selector(Entry.firstIdAt(time), Entry.lastIdAt(time));
    }

    /** The time that {@code timestamp=…} names, or null if it names none. */
    static @Nullable Instant time(String word) {
        return word.startsWith(TIMESTAMP) ? ServerTime.parse(word.substring(TIMESTAMP.length())) : null;
    }
}
