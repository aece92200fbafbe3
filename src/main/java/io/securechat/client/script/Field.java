package io.securechat.client.script;

import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A field of a command.
 *
 * @param required true if the command needs it
 */
public record Field(String name, Kind kind, boolean required) {
    /** The largest number that a field takes: messages of one answer. */
    public static final int MAX_NUMBER = 100;

    /** Bytes that fit into one line of the protocol behind a command and two names. */
    private static final int MAX_LINE = 380;

    private static final int MAX_WORD = 200;
    private static final int MAX_EMOJI = 64;
    private static final Set<String> STATES = Set.of("active", "paused", "done");

    /** The values that a field takes. */
    public enum Kind {
        /** A text of one or several lines. */
        TEXT("is not a text"),
        /** A text of one line; it may be empty. */
        LINE("is not one line of up to " + MAX_LINE + " bytes"),
        /** A word that is sent as it is, such as the key of a room. */
        WORD("is not a word of up to " + MAX_WORD + " bytes without spaces and commas"),
        /** An emoji, or its name. */
        EMOJI("is not an emoji"),
        /** A room. */
        ROOM("is not a room such as #tea"),
        /** A user. */
        NAME("is not a valid name"),
        /** The identifier of a message. */
        MESSAGE("is not the id of a message"),
        /** The identifier or the time of a message. */
        POINT("is neither the id of a message nor a time such as 2026-11-24T09:00:00Z"),
        /** A time. */
        TIME("is not a time such as 2026-11-24T09:00:00Z"),
        /** A state of typing. */
        TYPING("is not active, paused or done"),
        /** A whole number. */
        NUMBER("is not a number from 1 to " + MAX_NUMBER);

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        private boolean takes(String text) {
            return switch (this) {
                case TEXT -> !text.isBlank();
                case LINE -> isLine(text, MAX_LINE);
                case WORD, MESSAGE, POINT -> isWord(text);
                case EMOJI -> !text.isBlank() && isLine(text, MAX_EMOJI);
                case ROOM -> Names.isChannel(text);
                case NAME -> Names.isNick(text);
                case TIME -> ServerTime.parse(text) != null;
                case TYPING -> STATES.contains(text);
                case NUMBER -> false;
            };
        }
    }

    static Field needed(String name, Kind kind) {
        return new Field(name, kind, true);
    }

    static Field optional(String name, Kind kind) {
        return new Field(name, kind, false);
    }

    /** @throws Problem if the field does not take a value */
    void check(Object value) {
        boolean valid = value instanceof String text
                ? text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text) && kind.takes(text)
                : value instanceof Integer number && kind == Kind.NUMBER && number >= 1 && number <= MAX_NUMBER;
        if (!valid) {
            throw new Problem("the \"" + name + "\" of the command " + kind.rule, "");
        }
    }

    private static boolean isLine(String text, int bytes) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && Utf8.length(text) <= bytes;
    }

    private static boolean isWord(String text) {
        return Message.isMiddle(text) && isLine(text, MAX_WORD) && text.indexOf(',') < 0;
    }
}
