package io.securechat.client.style;

import io.securechat.client.setting.Palette;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The colours for a background. Those of 256 have a contrast of at least 4.5 (WCAG 2) on black and on the usual dark themes, or on
 * white and on the usual light themes.
 *
 * @param dark true for a dark background
 * @param many the shades for a terminal with 256 colours
 * @param few those for a terminal with 8
 */
public record Colours(boolean dark, Shades many, Shades few) {
    /** Stands for the colour of plain text. */
    static final int NO_COLOUR = -1;

    public static final Colours DARK = new Colours(
            true,
            new Shades(
                    246,
                    203,
                    214,
                    213,
                    220,
                    List.of(37, 39, 71, 78, 107, 110, 115, 141, 143, 147, 173, 175, 179, 180, 209, 216)),
            new Shades(NO_COLOUR, 1, 3, 5, 3, List.of(2, 3, 6)));

    public static final Colours LIGHT = new Colours(
            false,
            new Shades(242, 160, 94, 127, 162, List.of(18, 22, 23, 24, 26, 52, 55, 58, 61, 89, 90, 92, 97, 125)),
            new Shades(NO_COLOUR, 1, 1, 5, 4, List.of(1, 4)));

    /** The variable by which some terminals state their colours, such as {@code 15;0}: light text on black. */
    private static final String VARIABLE = "COLORFGBG";

    private static final List<String> LIGHT_BACKGROUNDS = List.of("7", "15");

    /** The number of the colour of each {@link Tone}, and of those of nicks. */
    public record Shades(int dim, int wrong, int warning, int personal, int mention, List<Integer> nicks) {
        public Shades {
            nicks = List.copyOf(nicks);
        }
    }

    /** Returns the colours that the user has chosen. */
    public static Colours of(Palette palette, Map<String, String> environment) {
        return switch (palette) {
            case AUTO -> of(environment);
            case DARK -> DARK;
            case LIGHT -> LIGHT;
        };
    }

    /** Returns the colours for the background that the terminal states in the environment; the dark ones if it states none. */
    public static Colours of(Map<String, String> environment) {
        List<String> numbers =
                Arrays.asList(environment.getOrDefault(VARIABLE, "").split(";", -1));
        return LIGHT_BACKGROUNDS.contains(numbers.get(numbers.size() - 1)) ? LIGHT : DARK;
    }
}
