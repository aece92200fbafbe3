package io.securechat.client.event;

import io.securechat.irc.Names;

/**
 * A message as its receiver reads it.
 *
 * @param text one or several lines, separated by LF
 * @param mine true if the user wrote it
 * @param id the server's identifier of the message, or empty
 */
public record Utterance(Event.Person from, String text, Kind kind, boolean mine, String id, Origin origin) {
    /** The form of a message. */
    public enum Kind {
        MESSAGE,
        ACTION,
        NOTICE
    }

    /** The reason for showing a message now. */
    public enum Origin {
        /** It was sent just now. */
        LIVE,
        /** The user sent it just now, and the server has confirmed it. */
        CONFIRMED,
        /** It was sent while the user was away. */
        MISSED,
        /** It was sent earlier, and the user has probably read it. */
        PAST,
        /** A search has found it. */
        FOUND
    }

    public Utterance withOrigin(Origin other) {
        return new Utterance(from, text, kind, mine, id, other);
    }

    /** Returns whether a text contains a name as a word of its own. */
    public static boolean mentions(String nick, String text) {
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
