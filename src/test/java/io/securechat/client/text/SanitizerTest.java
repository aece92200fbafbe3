package io.securechat.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "Grüße, 日本語, ไทย, नमस्ते",
                "می‌خواهم", // Persian needs its zero-width non-joiner
                "👩‍👩‍👧 and ❤️ and 👍🏽",
                "e\u0301",
                "`code` {with} [all] (sorts) <of> \"signs\" \\ ~ %"
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(Sanitizer.text(text)).isEqualTo(text);
    }

    @Test
    void controlCharactersShowButDoNothing() {
        assertThat(Sanitizer.text("a\u001B[2Jb\u009B31mc\u0007\r\n\u007F")).isEqualTo("a�[2Jb�31mc����");
        assertThat(Sanitizer.text("a\tb")).isEqualTo("a    b");
    }

    @Test
    void whatReordersOrHidesTextIsTakenAway() {
        assertThat(Sanitizer.text("a\u202Eb\u2066c\u2069d\u200Be\uFEFFf\u00ADg\u2060h"))
                .isEqualTo("abcdefgh");
        assertThat(Sanitizer.text("a\u200Db")).isEqualTo("ab");
        assertThat(Sanitizer.text("flag" + Character.toString(0xE0067) + Character.toString(0xE007F)))
                .isEqualTo("flag");
        assertThat(Sanitizer.text("a\u2028b")).isEqualTo("a b");
    }

    @Test
    void formattingOfOtherClientsIsTakenAway() {
        assertThat(Sanitizer.text("\u0002bold\u0002 \u000304,12red\u0003 \u0004ff0000x\u000F \u001Di\u001F"))
                .isEqualTo("bold red x i");
    }

    @Test
    void fewMarksArePutOnOneLetter() {
        assertThat(Sanitizer.text("z" + "\u0301".repeat(50) + "!")).isEqualTo("z" + "\u0301".repeat(4) + "!");
    }

    @Test
    void halvesOfCharactersAreReplaced() {
        assertThat(Sanitizer.text("a\uD83Db")).isEqualTo("a�b");
    }

    @Test
    void namesHaveNothingInvisible() {
        assertThat(Sanitizer.name("a\u200Dd\u202Ea \u2764\uFE0F")).isEqualTo("ada_\u2764");
        assertThat(Sanitizer.name("\u200B")).isEqualTo("?");
    }
}
