package io.securechat.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final String TEXT = "──── #dev · 1 new ────\nada: grüß dich … ✓ 日";

    @Test
    void textStaysWhereTheCharsetHasAllOfIt() {
        assertThat(new Marks(StandardCharsets.UTF_8).fit(TEXT)).isEqualTo(TEXT);
    }

    @Test
    void marksAreReplacedByAsciiOfTheSameWidth() {
        assertThat(new Marks(StandardCharsets.ISO_8859_1).fit(TEXT))
                .isEqualTo("---- #dev · 1 new ----\nada: grüß dich ~ + ?");
        assertThat(new Marks(StandardCharsets.US_ASCII).fit(TEXT))
                .isEqualTo("---- #dev - 1 new ----\nada: gr?? dich ~ + ?");
    }
}
