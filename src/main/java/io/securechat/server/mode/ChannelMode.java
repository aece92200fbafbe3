package io.securechat.server.mode;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A channel mode: its letter and argument (RFC 2811 §4, modern.ircdocs.horse). */
public enum ChannelMode {
    BAN('b', Kind.LIST),
    EXCEPTION('e', Kind.LIST),
    INVITE_EXCEPTION('I', Kind.LIST),
    KEY('k', Kind.ALWAYS),
    LIMIT('l', Kind.WHEN_SET),
    NO_CTCP('C', Kind.FLAG),
    INVITE_ONLY('i', Kind.FLAG),
    MODERATED('m', Kind.FLAG),
    NO_EXTERNAL('n', Kind.FLAG),
    SECRET('s', Kind.FLAG),
    TOPIC_LOCKED('t', Kind.FLAG),
    OPERATOR('o', Kind.STATUS),
    VOICE('v', Kind.STATUS);

    /** The argument of a change, in the order of {@code CHANMODES}; statuses stand in {@code PREFIX} instead. */
    public enum Kind {
        /** A mask to add or remove; without one the list is shown. */
        LIST,
        /** An argument, even to unset it. */
        ALWAYS,
        /** An argument to set it. */
        WHEN_SET,
        /** None. */
        FLAG,
        /** The nick of a member. */
        STATUS
    }

    private final char letter;
    private final Kind kind;

    ChannelMode(char letter, Kind kind) {
        this.letter = letter;
        this.kind = kind;
    }

    public char letter() {
        return letter;
    }

    public Kind kind() {
        return kind;
    }

    /** The mode with a letter, or null if there is none. */
    public static @Nullable ChannelMode of(char letter) {
        for (ChannelMode mode : values()) {
            if (mode.letter == letter) {
                return mode;
            }
        }
        return null;
    }

    /** The letters of all modes of a kind. */
    public static String letters(Kind kind) {
        return Arrays.stream(values())
                .filter(mode -> mode.kind == kind)
                .map(mode -> String.valueOf(mode.letter))
                .collect(Collectors.joining());
    }

    /** The letters of all modes. */
    public static String letters() {
        return Arrays.stream(Kind.values()).map(ChannelMode::letters).collect(Collectors.joining());
    }

    /** The letters of all modes except statuses, by kind: {@code CHANMODES}. */
    public static String chanmodes() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.STATUS)
                .map(ChannelMode::letters)
                .collect(Collectors.joining(","));
    }
}
