package io.securechat.client.style;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.setting.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Colors;
import org.junit.jupiter.api.Test;

class StylesTest {
    private static final double READABLE = 4.5;

    /** Black, Solarized, VS Code, Ubuntu, One Dark. */
    private static final List<Integer> DARK = List.of(0x000000, 0x002B36, 0x1E1E1E, 0x300A24, 0x282C34);

    /** White, Solarized, One Light. */
    private static final List<Integer> LIGHT = List.of(0xFFFFFF, 0xFDF6E3, 0xFAFAFA);

    @Test
    void everyColourIsReadableOnItsBackgrounds() {
        for (Colours colours : List.of(Colours.DARK, Colours.LIGHT)) {
            List<Integer> all = new ArrayList<>(colours.many().nicks());
            Colours.Shades shades = colours.many();
            all.addAll(List.of(shades.dim(), shades.wrong(), shades.warning(), shades.personal(), shades.mention()));
            for (int colour : all) {
                for (int background : colours.dark() ? DARK : LIGHT) {
                    assertThat(contrast(Colors.DEFAULT_COLORS_256[colour], background))
                            .as("%d on %06x", colour, background)
                            .isGreaterThanOrEqualTo(READABLE);
                }
            }
        }
    }

    /** The contrast of two colours, as WCAG 2 defines it. */
    private static double contrast(int a, int b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @Test
    void contrastIsThatOfWcag() {
        assertThat(contrast(0xFFFFFF, 0x000000)).isEqualTo(21);
        assertThat(contrast(0x767676, 0xFFFFFF)).isBetween(4.54, 4.55);
    }

    @Test
    void aNickHasOneColourInAnySpelling() {
        Styles styles = new Styles(Colours.DARK, 256);
        assertThat(styles.nick("ada")).isEqualTo(styles.nick("ADA")).isNotEqualTo(styles.nick("bob"));
    }

    @Test
    void aTerminalGetsNoColourThatItLacks() {
        for (Colours colours : List.of(Colours.DARK, Colours.LIGHT)) {
            for (int n = 0; n < 1000; n++) {
                assertThat(new Styles(colours, 8).nick("nick" + n).toAnsi()).doesNotContain("38;5", "9");
                assertThat(new Styles(colours, 0).nick("nick" + n)).isIn(AttributedStyle.DEFAULT, AttributedStyle.BOLD);
            }
            for (Tone tone : Tone.values()) {
                assertThat(new Styles(colours, 8).of(tone).toAnsi()).doesNotContain("38;5", "9");
                assertThat(Styles.NONE.of(tone)).isEqualTo(AttributedStyle.DEFAULT);
            }
            assertThat(new Styles(colours, 8).of(Tone.DIM)).isEqualTo(AttributedStyle.DEFAULT.faint());
        }
    }

    @Test
    void aTerminalMayStateItsBackground() {
        assertThat(Colours.of(Map.of())).isEqualTo(Colours.DARK);
        assertThat(Colours.of(Map.of("COLORFGBG", "15;0"))).isEqualTo(Colours.DARK);
        assertThat(Colours.of(Map.of("COLORFGBG", "0;15"))).isEqualTo(Colours.LIGHT);
        assertThat(Colours.of(Map.of("COLORFGBG", "0;default;15"))).isEqualTo(Colours.LIGHT);
        assertThat(Colours.of(Map.of("COLORFGBG", ""))).isEqualTo(Colours.DARK);
        assertThat(Colours.of(Palette.AUTO, Map.of("COLORFGBG", "0;15"))).isEqualTo(Colours.LIGHT);
        assertThat(Colours.of(Palette.DARK, Map.of("COLORFGBG", "0;15"))).isEqualTo(Colours.DARK);
        assertThat(Colours.of(Palette.LIGHT, Map.of())).isEqualTo(Colours.LIGHT);
    }
}
