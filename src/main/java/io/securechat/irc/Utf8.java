package io.securechat.irc;

import java.util.ArrayList;
import java.util.List;

/** Lengths as they count on the wire. */
public final class Utf8 {
    /** Bytes of one {@code char}, at most; two that are one character have four. */
    private static final int MAX_PER_CHAR = 3;

    private Utf8() {}

    /** Bytes of a text in UTF-8. */
    public static int length(String text) {
        int length = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            length += length(c);
            at += Character.charCount(c);
        }
        return length;
    }

    /** As much of a text as fits into so many bytes of UTF-8, whole characters only. */
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
     * Cuts a text into pieces, at spaces where there are any, else between two characters.
     *
     * @param bytes of a piece at most, at least 4
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
