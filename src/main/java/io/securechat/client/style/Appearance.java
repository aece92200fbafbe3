package io.securechat.client.style;

import java.util.Map;

/**
 * The user's choices for the screen.
 *
 * @param coloured true to use colours and attributes
 * @param colours the colours for the terminal's background
 * @param wrapped true to wrap lines between words; false leaves wrapping to the terminal
 * @param links true to make web addresses links
 */
public record Appearance(boolean coloured, Colours colours, boolean wrapped, boolean links) {
    /** Returns the usual choices for the terminal of an environment. */
    public static Appearance of(boolean coloured, Map<String, String> environment) {
        return new Appearance(coloured, Colours.of(environment), true, Links.isSupported(environment));
    }

    /** Returns the choices for screen readers: every line as it is. */
    public Appearance plain() {
        return new Appearance(false, colours, false, false);
    }
}
