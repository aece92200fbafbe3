package io.securechat.client.style;

import io.securechat.client.setting.Palette;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The colours for a background. Those of the 256 have a contrast of at least 4.5 (WCAG 2) on black and on the usual dark
 * themes, or on white and on the usual light themes.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed
public enum Colours {
    DARK(
            new Tones(246, 203, 214, 213, 220),
            List.of(37, 39, 71, 78, 107, 110, 115, 141, 143, 147, 173, 175, 179, 180, 209, 216),
            new Tones(Colours.NO_COLOUR, 1, 3, 5, 3),
            List.of(2, 3, 6)),
    LIGHT(
            new Tones(242, 160, 94, 127, 162),
            List.of(18, 22, 23, 24, 26, 52, 55, 58, 61, 89, 90, 92, 97, 125),
            new Tones(Colours.NO_COLOUR, 1, 1, 5, 4),
            List.of(1, 4));

    /** Stands for the colour of plain text. */
    static final int NO_COLOUR = -1;

    /** The variable by which some terminals state their colours, such as {@code 15;0}: light text on black. */
    private static final String COLOURS = "COLORFGBG";

    private static final List<String> LIGHT_BACKGROUNDS = List.of("7", "15");

    private final Tones tones;
    private final List<Integer> nicks;
    private final Tones basicTones;
    private final List<Integer> basicNicks;

    /** The colour of each {@link Tone}, by its number of 256 or 8. */
    record Tones(int dim, int wrong, int warning, int personal, int mention) {}

    Colours(Tones tones, List<Integer> nicks, Tones basicTones, List<Integer> basicNicks) {
        this.tones = tones;
        this.nicks = nicks;
        this.basicTones = basicTones;
        this.basicNicks = basicNicks;
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
                Arrays.asList(environment.getOrDefault(COLOURS, "").split(";", -1));
        return LIGHT_BACKGROUNDS.contains(numbers.get(numbers.size() - 1)) ? LIGHT : DARK;
    }

    /** The colours of tones on a terminal with 256 colours, or with 8. */
    Tones tones(boolean many) {
        return many ? tones : basicTones;
    }

    /** The colours of nicks on a terminal with 256 colours, or with 8. */
    List<Integer> nicks(boolean many) {
        return many ? nicks : basicNicks;
    }
}
