package io.securechat.history;

import io.securechat.irc.Names;

/**
 * Somebody who says things, told apart from everybody else who ever has borne the same name.
 *
 * @param name the name, in its folded form
 * @param proof what makes the name theirs: for an account the CA that vouches for it, for a guest the one stay in the chat
 * @param guest whether nobody vouches for the name, so that who comes later under it is somebody else
 */
public record Party(String name, String proof, boolean guest) {
    private static final char ACCOUNT = '@';
    private static final char GUEST = '~';

    /** The holder of a name that a CA vouches for, on every device and with every renewed certificate. */
    public static Party account(String name, String authority) {
        return new Party(Names.fold(name), authority, false);
    }

    /** A guest, from coming to leaving. */
    public static Party guest(String name, String stay) {
        return new Party(Names.fold(name), stay, true);
    }

    /** The form in which a store keeps it; neither of its two separators can be in a nick. */
    public String key() {
        return name + (guest ? GUEST : ACCOUNT) + proof;
    }

    /**
     * What a store has kept.
     *
     * @throws IllegalArgumentException if it is not a {@link #key}
     */
    public static Party ofKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == ACCOUNT || key.charAt(i) == GUEST) {
                return new Party(key.substring(0, i), key.substring(i + 1), key.charAt(i) == GUEST);
            }
        }
        throw new IllegalArgumentException(key);
    }
}
