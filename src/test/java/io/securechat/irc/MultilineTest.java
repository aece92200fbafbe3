package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Multiline.Piece;
import org.junit.jupiter.api.Test;

class MultilineTest {
    @Test
    void linesThatFitArePieces() {
        assertThat(Multiline.pieces("one\n\ntwo", 10))
                .containsExactly(new Piece("one", false), new Piece("", false), new Piece("two", false));
    }

    @Test
    void aLongLineIsCutBehindASpaceOrBetweenCharacters() {
        assertThat(Multiline.pieces("one two three\nfour", 9))
                .containsExactly(new Piece("one two ", false), new Piece("three", true), new Piece("four", false));
        assertThat(Multiline.pieces("\u20ac\u20ac\u20ac", 7))
                .containsExactly(new Piece("\u20ac\u20ac", false), new Piece("\u20ac", true));
    }

    @Test
    void nothingIsLost() {
        String text = "  a  bb ccc  dddd\n  eeeee\n\n ";
        StringBuilder joined = new StringBuilder();
        for (Piece piece : Multiline.pieces(text, 4)) {
            assertThat(Utf8.length(piece.text())).isLessThanOrEqualTo(4);
            joined.append(piece.concat() || joined.length() == 0 ? "" : "\n").append(piece.text());
        }
        assertThat(joined).hasToString(text);
    }
}
