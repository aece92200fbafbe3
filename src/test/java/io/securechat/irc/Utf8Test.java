package io.securechat.irc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final String TEXT = "aé€🎉z";

    @Test
    void countsBytes() {
        assertThat(Utf8.length(TEXT)).isEqualTo(TEXT.getBytes(UTF_8).length).isEqualTo(11);
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Utf8.cut(TEXT, 11)).isEqualTo(TEXT);
        assertThat(Utf8.cut(TEXT, 10)).isEqualTo("aé€🎉");
        assertThat(Utf8.cut(TEXT, 9)).isEqualTo("aé€");
        assertThat(Utf8.cut(TEXT, 2)).isEqualTo("a");
        assertThat(Utf8.cut(TEXT, 0)).isEmpty();
    }

    @Test
    void shortTextIsOnePiece() {
        assertThat(Utf8.split("hello you", 9)).containsExactly("hello you");
    }

    @Test
    void longTextIsCutAtSpaces() {
        assertThat(Utf8.split("one two three", 7)).containsExactly("one two", "three");
        assertThat(Utf8.split("one two three", 8)).containsExactly("one two", "three");
        assertThat(Utf8.split("one two three", 6)).containsExactly("one", "two", "three");
    }

    @Test
    void longWordsAreCutBetweenCharacters() {
        assertThat(Utf8.split("ääääää", 5)).containsExactly("ää", "ää", "ää");
        assertThat(Utf8.split("👍👍👍", 6)).containsExactly("👍", "👍", "👍");
        assertThat(Utf8.split("x".repeat(1000), 400)).hasSize(3).allMatch(piece -> Utf8.length(piece) <= 400);
    }
}
