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
        List<Piece> pieces = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String rest = line;
            do {
                String piece = Utf8.cut(rest, bytes);
                int space = piece.lastIndexOf(' ');
                if (piece.length() < rest.length() && space >= 0) {
                    piece = piece.substring(0, space + 1);
                }
                pieces.add(new Piece(piece, rest.length() < line.length()));
                rest = rest.substring(piece.length());
            } while (!rest.isEmpty());
        }
        return pieces;
    }
}
