package io.securechat.server;

import io.securechat.irc.Names;

/** A pattern with {@code *} for anything and {@code ?} for one character, whatever their case (modern.ircdocs.horse, Wildcards). */
final class Glob {
    private final String pattern;

    Glob(String pattern) {
        this.pattern = Names.fold(pattern);
    }

    /** Whether a pattern matches one text only: itself. */
    static boolean isLiteral(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether the whole of a text matches; takes at most the product of both lengths. */
    boolean matches(String text) {
        String folded = Names.fold(text);
        int p = 0;
        int t = 0;
        int star = -1;
        int starred = 0;
        while (t < folded.length()) {
            int c = folded.codePointAt(t);
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starred = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.codePointAt(p) == c)) {
                p += pattern.charAt(p) == '?' ? 1 : Character.charCount(c);
                t += Character.charCount(c);
            } else if (star >= 0) {
                // The last star takes one character more.
                starred += Character.charCount(folded.codePointAt(starred));
                p = star + 1;
                t = starred;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
