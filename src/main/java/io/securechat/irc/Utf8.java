package io.securechat.irc;

/** Lengths as they count on the wire. */
public final class Utf8 {
    private Utf8() {}

    /** Bytes of a text in UTF-8. */
    public static int length(String text) {
        return text.codePoints().map(Utf8::length).sum();
    }

    /** As much of a text as fits into so many bytes of UTF-8, whole characters only. */
    public static String cut(String text, int bytes) {
        int length = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            length += length(c);
            if (length > bytes) {
                return text.substring(0, at);
            }
            at += Character.charCount(c);
        }
        return text;
    }

    private static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
