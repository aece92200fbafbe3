package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Span;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A point in a history, as a client names it: {@code msgid=…} or {@code timestamp=…} (IRCv3 chathistory).
 *
 * @param id of the entry at this point, where there is no time
 * @param time null where there is an id
 */
record Selector(long id, @Nullable Instant time) {
    private static final String MSGID = "msgid=";
    static final String TIMESTAMP = "timestamp=";

    /** The point that a word names, or null if it names none. */
    static @Nullable Selector of(String word) {
        if (word.startsWith(MSGID)) {
            long id = Entry.idOf(word.substring(MSGID.length()));
            return id < 0 ? null : new Selector(id, null);
        }
        Instant time = time(word);
        return time == null ? null : new Selector(0, time);
    }

    /** Whether what stands before the {@code =} is known. */
    static boolean isOfKnownType(String word) {
        return word.startsWith(MSGID) || word.startsWith(TIMESTAMP);
    }

    /** The time that {@code timestamp=…} names, or null if it names none. */
    static @Nullable Instant time(String word) {
        return word.startsWith(TIMESTAMP) ? ServerTime.parse(word.substring(TIMESTAMP.length())) : null;
    }

    /**
     * Whether this point comes before another.
     *
     * @param timeOf tells when the entry with an id was said
     */
    boolean precedes(Selector other, LongFunction<Instant> timeOf) {
        if (time == null && other.time == null) {
            return id < other.id;
        }
        Instant mine = time == null ? timeOf.apply(id) : time;
        return mine.isBefore(other.time == null ? timeOf.apply(other.id) : other.time);
    }

    /** What of a span is before this point. */
    Span before(Span span) {
        return time == null ? span.before(id) : span.until(time);
    }

    /** What of a span is behind this point. */
    Span after(Span span) {
        return time == null ? span.after(id) : span.since(time);
    }

    /** What of a span is at this point or behind it. */
    Span from(Span span) {
        return time == null ? span.after(id - 1) : span.since(time.minusMillis(1));
    }
}
