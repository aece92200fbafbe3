package io.securechat.client.event;

import io.securechat.irc.Names;
import org.jspecify.annotations.Nullable;

/**
 * A message as its receiver reads it.
 *
 * @param text one or several lines, separated by LF
 * @param mine true if the user wrote it
 * @param id the server's identifier of the message, or empty
 * @param reply the message that this one answers, or null
 */
public record Utterance(
        Event.Person from,
        String text,
        Kind kind,
        boolean mine,
        String id,
        Origin origin,
        @Nullable Quote reply) {
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

    /**
     * A message that another one is about.
     *
     * @param id the server's identifier of the message
     * @param nick the nick of its author; empty if the message is not known here
     * @param text its beginning
     */
    public record Quote(String id, String nick, String text) {
        public boolean isKnown() {
            return !nick.isEmpty();
        }
    }

    /** Creates a message that answers no other. */
    public Utterance(Event.Person from, String text, Kind kind, boolean mine, String id, Origin origin) {
        this(from, text, kind, mine, id, origin, null);
    }

    public Utterance withOrigin(Origin other) {
        return new Utterance(from, text, kind, mine, id, other, reply);
    }

    public Utterance withText(String other) {
        return new Utterance(from, other, kind, mine, id, origin, reply);
    }

    /** Returns whether a text contains a nick as a word of its own. */
    public static boolean mentions(String nick, String text) {
        return mention(nick, text, 0) >= 0;
    }

    /** Returns the place of the next mention of a nick as a word of its own, such as {@code @ada} or {@code ada:}; -1 for none. */
    public static int mention(String nick, String text, int from) {
        String folded = Names.fold(text);
        String name = Names.fold(nick);
        for (int at = folded.indexOf(name, from); at >= 0 && !name.isEmpty(); at = folded.indexOf(name, at + 1)) {
            if (!continues(folded, at, -1) && !continues(folded, at + name.length(), 1)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Returns whether a word goes on at a boundary of a name: with a letter, a digit or a mark, or with a hyphen or the like between
     * two of them, as in {@code ada-2}.
     */
    private static boolean continues(String text, int at, int step) {
        if (at == (step > 0 ? text.length() : 0)) {
            return false;
        }
        int c = step > 0 ? text.codePointAt(at) : text.codePointBefore(at);
        return isOfWord(c) || (c == '-' && continues(text, at + step, step));
    }

    private static boolean isOfWord(int c) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }
}
