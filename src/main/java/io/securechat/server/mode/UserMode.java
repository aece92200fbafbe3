package io.securechat.server.mode;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user mode and its letter (RFC 2812 §3.1.5, modern.ircdocs.horse). */
public enum UserMode {
    /** A bot (IRCv3 bot-mode). */
    BOT('B'),
    /** Visible only to users who share a channel or know the nick. */
    INVISIBLE('i'),
    /** An operator of the server. */
    OPERATOR('o'),
    /** Receives server notices; for operators. */
    SERVER_NOTICES('s'),
    /** Receives WALLOPS. */
    WALLOPS('w');

    private final char letter;

    UserMode(char letter) {
        this.letter = letter;
    }

    /** The letters of all modes, for 004. */
    public static String letters() {
        return text(Set.of(values())).substring(1);
    }

    /** Returns whether only an operator of the server can have it; {@link #OPERATOR} itself cannot be set by MODE. */
    public boolean isForOperators() {
        return this == OPERATOR || this == SERVER_NOTICES;
    }

    public char letter() {
        return letter;
    }

    /** The mode with a letter, or null if there is none. */
    public static @Nullable UserMode of(char letter) {
        for (UserMode mode : values()) {
            if (mode.letter == letter) {
                return mode;
            }
        }
        return null;
    }

    /** The text of a set of modes: {@code +iw}. */
    public static String text(Set<UserMode> modes) {
        return "+"
                + modes.stream()
                        .sorted()
                        .map(mode -> String.valueOf(mode.letter))
                        .collect(Collectors.joining());
    }
}
