package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void shortTextIsOnePiece() {
        assertThat(Bytes.split("hello you", 9)).containsExactly("hello you");
    }

    @Test
    void longTextIsCutAtSpaces() {
        assertThat(Bytes.split("one two three", 7)).containsExactly("one two", "three");
        assertThat(Bytes.split("one two three", 8)).containsExactly("one two", "three");
        assertThat(Bytes.split("one two three", 6)).containsExactly("one", "two", "three");
    }

    @Test
    void longWordsAreCutBetweenCharacters() {
        assertThat(Bytes.split("ääääää", 5)).containsExactly("ää", "ää", "ää");
        assertThat(Bytes.split("👍👍👍", 6)).containsExactly("👍", "👍", "👍");
        assertThat(Bytes.split("x".repeat(1000), 400)).hasSize(3).allMatch(piece -> Bytes.of(piece) <= 400);
    }
}
