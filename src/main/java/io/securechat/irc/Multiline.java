package io.securechat.irc;

import java.util.ArrayList;
import java.util.List;

/** Messages of several lines, or of lines that are longer than IRC's (IRCv3 draft/multiline). */
public final class Multiline {
    /** The type of the batch that such a message is. */
    public static final String BATCH_TYPE = "draft/multiline";

    /** The tag of a line that goes on where the one before it ends. */
    public static final String CONCAT_TAG = "draft/multiline-concat";

    /** Bytes of a message at most, one for each LF between its lines included. */
    public static final int MAX_BYTES = 32_768;

    /** Lines of a batch at most. */
    public static final int MAX_LINES = 300;

    static final String LIMITS = "max-bytes=" + MAX_BYTES + ",max-lines=" + MAX_LINES;

    /**
     * What fits into one line of IRC.
     *
     * @param concat whether it goes on where the piece before it ends, with no LF between them
     */
    public record Piece(String text, boolean concat) {}

    private Multiline() {}

    /**
     * Cuts a text into its lines, and these where they are too long behind a space, or else between two characters. Nothing is
     * lost: joined together again the pieces are the text.
     *
     * @param bytes of a piece at most, at least 4
     */
    public static List<Piece> pieces(String text, int bytes) {
        return pieces(text, bytes, List.of());
    }

    /**
     * The same for a text that was joined together before, and is to be cut there first.
     *
     * @param joints where in the text, within its lines, in ascending order
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
