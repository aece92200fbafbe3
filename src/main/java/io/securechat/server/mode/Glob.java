package io.securechat.server.mode;

import io.securechat.irc.Names;

/** A pattern in which {@code *} stands for any characters and {@code ?} for one; the case of A to Z does not matter. */
public final class Glob {
    private final int[] pattern;

    public Glob(String pattern) {
        this.pattern = folded(pattern);
    }

    private static int[] folded(String text) {
        return Names.fold(text).codePoints().toArray();
    }

    /** Takes at most as many steps as the product of the two lengths. */
    public boolean matches(String text) {
        int[] subject = folded(text);
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < subject.length; ) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == subject[i])) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }
}
