package io.securechat.irc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in a history: {@code msgid=…} or {@code timestamp=2026-11-24T09:00:00.000Z} (IRCv3 chathistory, read-marker).
 *
 * @param msgid the id of the message at this point, or null for a time
 * @param time null for a message
 */
public record MessageReference(
        @Nullable String msgid, @Nullable Instant time) {
    private static final String MSGID = "msgid=";
    private static final String TIMESTAMP = "timestamp=";

    /** The parameter for a message. */
    public static String of(String msgid) {
        return MSGID + msgid;
    }

    /** The parameter for a time. */
    public static String of(Instant time) {
        return TIMESTAMP + ServerTime.format(time);
    }

    /** Parses a parameter; returns null if it is neither of the two. */
    public static @Nullable MessageReference parse(String parameter) {
        if (parameter.startsWith(MSGID)) {
            return new MessageReference(parameter.substring(MSGID.length()), null);
        }
        Instant time = time(parameter);
        return time == null ? null : new MessageReference(null, time);
    }

    /** The time in {@code timestamp=…}, or null if a parameter is anything else. */
    public static @Nullable Instant time(String parameter) {
        return parameter.startsWith(TIMESTAMP) ? ServerTime.parse(parameter.substring(TIMESTAMP.length())) : null;
    }

    /** Returns whether a parameter begins like a reference, which may still be malformed. */
    public static boolean isOfKnownType(String parameter) {
        return isMessage(parameter) || parameter.startsWith(TIMESTAMP);
    }

    /** Returns whether a parameter names a message. */
    public static boolean isMessage(String parameter) {
        return parameter.startsWith(MSGID);
    }
}
