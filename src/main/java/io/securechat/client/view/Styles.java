package io.securechat.client.view;

import io.securechat.irc.Names;
import org.jline.utils.AttributedStyle;

/** The colours of the screen. */
public final class Styles {
    static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle BOLD = AttributedStyle.BOLD;
    public static final AttributedStyle DIM = PLAIN.foreground(AttributedStyle.BRIGHT);
    static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);
    static final AttributedStyle WARNING = PLAIN.foreground(AttributedStyle.YELLOW);
    static final AttributedStyle PRIVATE = PLAIN.foreground(AttributedStyle.MAGENTA);

    /** Colours, of 256, that are readable on black and on white. */
    private static final int[] NICK_COLOURS = {31, 37, 61, 64, 67, 71, 97, 125, 131, 133, 136, 166, 168, 172};

    private Styles() {}

    /** The colour of a nick, always the same for the same nick. */
    public static AttributedStyle ofNick(String nick) {
        int hash = Names.fold(nick).hashCode() * 0x9E3779B1;
        return PLAIN.foreground(NICK_COLOURS[Math.floorMod(hash >>> 8, NICK_COLOURS.length)]);
    }
}
