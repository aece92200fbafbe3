package io.securechat;

/** Quoting for commands that the user can copy. */
public final class Shell {
    private static final String PLAIN = "[\\p{L}\\p{N}@%+=:,./_-]+";

    private Shell() {}

    /** Returns a text as one word of a POSIX shell. */
    public static String word(Object text) {
        String word = text.toString();
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
