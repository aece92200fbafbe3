package io.securechat.irc;

import java.util.ArrayList;
import java.util.List;

/** Lengths of texts in UTF-8, in which the limits of the protocol count. */
public final class Utf8 {
    /** Bytes of a {@code char}, at most; a surrogate pair has four. */
    private static final int MAX_PER_CHAR = 3;

    private Utf8() {}

    /** Returns the length of a text in bytes of UTF-8. */
    public static int length(String text) {
        int length = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            length += length(c);
            at += Character.charCount(c);
        }
        return length;
    }

    /** Returns the longest beginning of a text, in whole characters, that fits into a number of bytes of UTF-8. */
    public static String cut(String text, int bytes) {
        if (text.length() <= bytes / MAX_PER_CHAR) {
            return text;
        }
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

    /**
     * Splits a text at spaces or, if there are none, between two characters.
     *
     * @param bytes the length of a piece, at most; 4 or more
     */
    public static List<String> split(String text, int bytes) {
        List<String> pieces = new ArrayList<>();
        for (String rest = text; !rest.isEmpty(); ) {
            String piece = cut(rest, bytes);
            int space = piece.lastIndexOf(' ');
            if (piece.length() < rest.length() && rest.charAt(piece.length()) != ' ' && space > 0) {
                piece = piece.substring(0, space);
            }
            pieces.add(piece);
            rest = rest.substring(piece.length());
            rest = rest.startsWith(" ") ? rest.substring(1) : rest;
        }
        return pieces;
    }

    /**
     * Joins words to as few texts as possible.
     *
     * @param separator one character
     * @param bytes the length of a text; a single word may be longer
     */
    public static List<String> pack(List<String> words, String separator, int bytes) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (String word : words) {
            int more = length(word) + 1;
            if (length > 0 && length + more > bytes) {
                texts.add(text.toString());
                text.setLength(0);
                length = 0;
            }
            text.append(length > 0 ? separator : "").append(word);
            length += more;
        }
        if (length > 0) {
            texts.add(text.toString());
        }
        return texts;
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
