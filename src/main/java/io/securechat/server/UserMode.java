package io.securechat.server;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mode of users, by its letter (RFC 2812 §3.1.5, modern.ircdocs.horse). */
enum UserMode {
    /** Is a bot (IRCv3 bot-mode). */
    BOT('B'),
    /** Is seen only by those who share a channel or know the nick. */
    INVISIBLE('i'),
    /** Runs this server. */
    OPERATOR('o'),
    /** Is told what happens on the server; for operators. */
    SERVER_NOTICES('s'),
    /** Gets WALLOPS. */
    WALLOPS('w');

    private final char letter;

    UserMode(char letter) {
        this.letter = letter;
    }

    /** The letters of all modes: part of 004. */
    static String letters() {
        return text(Set.of(values())).substring(1);
    }

    /** Whether only an operator of the server can have it; {@link #OPERATOR} itself nobody can set. */
    boolean isForOperators() {
        return this == OPERATOR || this == SERVER_NOTICES;
    }

    char letter() {
        return letter;
    }

    /** The mode with a letter, or null if there is none. */
    static @Nullable UserMode of(char letter) {
        for (UserMode mode : values()) {
            if (mode.letter == letter) {
                return mode;
            }
        }
        return null;
    }

    /** How a set of modes is shown: {@code +iw}. */
    static String text(Set<UserMode> modes) {
        return "+"
                + modes.stream()
                        .sorted()
                        .map(mode -> String.valueOf(mode.letter))
                        .collect(Collectors.joining());
    }
}
