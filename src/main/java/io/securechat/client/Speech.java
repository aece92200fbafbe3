package io.securechat.client;

import io.securechat.irc.Names;

/**
 * What somebody says.
 *
 * @param text may have several lines, with LF between them
 * @param mine whether the user said it
 * @param id the server's identifier of it, or empty
 */
public record Speech(Event.Person from, String text, Kind kind, boolean mine, String id, Way way) {
    /** How something was said. */
    public enum Kind {
        MESSAGE,
        ACTION,
        NOTICE
    }

    /** How a message comes to be shown. */
    public enum Way {
        /** It was said just now. */
        LIVE,
        /** The user has said it just now, and the server has it. */
        SAFE,
        /** It was said while the user was away. */
        MISSED,
        /** It was said earlier, and the user has probably read it. */
        PAST,
        /** It is what a search has found. */
        FOUND
    }

    Speech as(Way other) {
        return new Speech(from, text, kind, mine, id, other);
    }

    /** Whether a text has a name in it, as a word. */
    static boolean mentions(String nick, String text) {
        String folded = Names.fold(text);
        String name = Names.fold(nick);
        for (int at = folded.indexOf(name); at >= 0 && !name.isEmpty(); at = folded.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !Character.isLetterOrDigit(folded.codePointBefore(at)))
                    && (end == folded.length() || !Character.isLetterOrDigit(folded.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
