package io.securechat.history;

import io.securechat.irc.Names;

/**
 * A participant of a conversation, distinct from all others who ever had the same name.
 *
 * @param name the name, folded
 * @param proof distinguishes holders of the name: the CA of an account, or the single visit of a guest
 * @param guest true if no CA vouches for the name, so that a later holder is another party
 */
public record Party(String name, String proof, boolean guest) {
    private static final char ACCOUNT = '@';
    private static final char GUEST = '~';

    /** Returns the holder of a name that a CA vouches for, on every device and with every renewed certificate. */
    public static Party account(String name, String authority) {
        return new Party(Names.fold(name), authority, false);
    }

    /** Returns a guest, for one visit. */
    public static Party guest(String name, String visit) {
        return new Party(Names.fold(name), visit, true);
    }

    /** Returns the form in which a store keeps a party. No nick contains either of the two separators. */
    public String key() {
        return name + (guest ? GUEST : ACCOUNT) + proof;
    }

    /**
     * Returns the party of a {@link #key}.
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
