package io.securechat.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "ada, ada, true",
        "ADA, ada, true",
        "ada, adam, false",
        "a?a, ada, true",
        "a?a, aa, false",
        "a?, a\ud800\udf30, true",
        "*, '', true",
        "?, '', false",
        "a*, a, true",
        "*a*b*, xaybz, true",
        "*a*b, xaybz, false",
        "*aab, aaab, true",
        "*!*@1234.cert, ada!a@1234.cert, true",
    })
    void aStarIsAnythingAndAQuestionMarkOneCharacter(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    /** A matcher that tries every division of the text would not end. */
    @Test
    void manyStarsTakeNoTime() {
        assertThat(new Glob("*a".repeat(200) + "b").matches("a".repeat(10_000))).isFalse();
    }
}
