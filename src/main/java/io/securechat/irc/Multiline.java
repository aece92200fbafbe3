package io.securechat.irc;

import java.util.ArrayList;
import java.util.List;

/** The splitting of messages with several lines, or with lines too long for IRC (IRCv3 draft/multiline). */
public final class Multiline {
    /** The type of the batch of such a message. */
    public static final String BATCH_TYPE = "draft/multiline";

    /** The tag of a line that continues the one before it. */
    public static final String CONCAT_TAG = "draft/multiline-concat";

    /** The length of a message in bytes, at most, with one for each LF between its lines. */
    public static final int MAX_BYTES = 32_768;

    /** The number of lines in a batch, at most. */
    public static final int MAX_LINES = 300;

    static final String LIMITS = "max-bytes=" + MAX_BYTES + ",max-lines=" + MAX_LINES;

    /**
     * A part of a message that fits into one line of IRC.
     *
     * @param concat true if it continues the piece before it, without LF between them
     */
    public record Piece(String text, boolean concat) {}

    private Multiline() {}

    /**
     * Splits a text into its lines, and lines that are too long after a space or, if there is none, between two characters. Joined
     * together, the pieces are the text.
     *
     * @param bytes the length of a piece, at most; 4 or more
     */
    public static List<Piece> pieces(String text, int bytes) {
        return pieces(text, bytes, List.of());
    }

    /**
     * Splits a text that was joined before, first at the joints.
     *
     * @param joints indexes in the text, within its lines, in ascending order
     */
    public static List<Piece> pieces(String text, int bytes, List<Integer> joints) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (String line : text.split("\n", -1)) {
            int start = 0;
            for (int joint : joints) {
                int end = joint - at;
                if (end > start && end < line.length()) {
                    add(line.substring(start, end), bytes, start > 0, pieces);
                    start = end;
                }
            }
            add(line.substring(start), bytes, start > 0, pieces);
            at += line.length() + 1;
        }
        return pieces;
    }

    private static void add(String text, int bytes, boolean concat, List<Piece> pieces) {
        String rest = text;
        do {
            String piece = Utf8.cut(rest, bytes);
            int space = piece.lastIndexOf(' ');
            if (piece.length() < rest.length() && space >= 0) {
                piece = piece.substring(0, space + 1);
            }
            pieces.add(new Piece(piece, concat || rest.length() < text.length()));
            rest = rest.substring(piece.length());
        } while (!rest.isEmpty());
    }
}
