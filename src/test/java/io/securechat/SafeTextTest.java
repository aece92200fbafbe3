package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "Zoë, 李雷 & Ωmega #1", "naïve e\u0301", "שלום", "👋🏽", "\uFFFD", " "})
    void ordinaryTextStays(String text) {
        assertThat(SafeText.isVisible(text)).isTrue();
        assertThat(SafeText.of(text)).isEqualTo(text);
        assertThat(SafeText.printable(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                '\t',
                '\n',
                '\r',
                0x1B,
                0x7F, // C0
                0x80,
                0x85,
                0x9B,
                0x9D, // C1: next line, CSI, OSC
                0x2028,
                0x2029, // separators of lines and paragraphs
                0x061C,
                0x200E,
                0x200F,
                0x202A,
                0x202E,
                0x2066,
                0x2069, // bidirectional controls
                0x00AD,
                0x200B,
                0x200C,
                0x200D,
                0x2060,
                0xFEFF, // zero width
                0xD83D,
                0xDC4B, // surrogates on their own
                0xE0001,
                0xE0067,
                0xE007F,
                0xE0100,
                0xE0FFF // tags and variation selectors of plane 14
            })
    void unsafeCharactersAreReplaced(int unsafe) {
        assertThat(SafeText.isUnsafe(unsafe)).isTrue();
        assertThat(SafeText.isVisible(unsafe)).isFalse();
        String text = "a" + Character.toString(unsafe) + "b";
        assertThat(SafeText.of(text)).isEqualTo("a\uFFFDb");
        assertThat(SafeText.printable(text)).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x034F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x2800, 0x3164, 0xFE0F, 0xFFA0})
    void blankCharactersAreInvisibleButHarmless(int blank) {
        assertThat(SafeText.isBlank(blank)).isTrue();
        assertThat(SafeText.isUnsafe(blank)).isFalse();
        assertThat(SafeText.isVisible(blank)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xE000, 0x0378, 0x10FFFF})
    void privateAndUnassignedCharactersAreNotVisible(int codePoint) {
        assertThat(SafeText.isVisible(codePoint)).isFalse();
        assertThat(SafeText.isUnsafe(codePoint)).isFalse();
    }

    @Test
    void aLongTextIsCut() {
        assertThat(SafeText.of("👋".repeat(1000))).isEqualTo("👋".repeat(300));
        assertThat(SafeText.printable("x".repeat(1000) + "\n")).isEqualTo("x".repeat(1000) + "?");
    }
}
