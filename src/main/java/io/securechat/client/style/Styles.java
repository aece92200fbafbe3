package io.securechat.client.style;

import io.securechat.irc.Names;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The styles of a terminal: its colours, within their number. */
public final class Styles {
    /** No colours and no attributes. */
    public static final Styles NONE = new Styles(Colours.DARK, 0, false);

    private static final int MANY = 256;
    private static final int FEW = 8;
    private static final AttributedStyle DEFAULT = AttributedStyle.DEFAULT;

    private final Colours colours;
    private final int count;
    private final boolean styled;

    /** @param count the number of colours of the terminal; with fewer than 8, only bold and faint text is used */
    public Styles(Colours colours, int count) {
        this(colours, count, true);
    }

    private Styles(Colours colours, int count, boolean styled) {
        this.colours = colours;
        this.count = count;
        this.styled = styled;
    }

    public AttributedStyle of(Tone tone) {
        if (!styled) {
            return DEFAULT;
        }
        Colours.Shades shades = shades();
        return switch (tone) {
            case PLAIN -> DEFAULT;
            case BOLD -> DEFAULT.bold();
            case FOUND -> DEFAULT.bold().underline();
            case DIM -> isRich() ? colour(shades.dim(), DEFAULT) : DEFAULT.faint();
            case WRONG -> colour(shades.wrong(), basic());
            case WARNING -> colour(shades.warning(), basic());
            case PRIVATE -> colour(shades.personal(), basic());
            case MENTION -> colour(shades.mention(), DEFAULT.bold());
        };
    }

    /** Returns the style of a nick, always the same for the same nick. */
    public AttributedStyle nick(String nick) {
        if (!styled) {
            return DEFAULT;
        }
        int hash = (Names.fold(nick).hashCode() * 0x9E3779B1) >>> 8;
        List<Integer> all = shades().nicks();
        AttributedStyle style = colour(all.get(hash % all.size()), basic());
        boolean bold = !isRich() && !colours.dark() && hash / all.size() % 2 == 1;
        return bold ? style.bold() : style;
    }

    /** Colours that are few are also dark on a dark background, unless they are bold. */
    private AttributedStyle basic() {
        return isRich() || !colours.dark() ? DEFAULT : DEFAULT.bold();
    }

    private AttributedStyle colour(int number, AttributedStyle base) {
        return count < FEW || number == Colours.NO_COLOUR ? base : base.foreground(number);
    }

    /** Returns a text with its styles as escape sequences. Unlike JLine's own, it keeps box-drawing characters. */
    public static String ansi(AttributedString text) {
        StringBuilder ansi = new StringBuilder();
        for (int from = 0, end; from < text.length(); from = end) {
            end = text.runLimit(from);
            String codes = text.styleAt(from).toAnsi().strip();
            String run = text.subSequence(from, end).toString();
            ansi.append(codes.isEmpty() ? run : "\u001B[" + codes + "m" + run + "\u001B[0m");
        }
        return ansi.toString();
    }

    private Colours.Shades shades() {
        return isRich() ? colours.many() : colours.few();
    }

    private boolean isRich() {
        return count >= MANY;
    }
}
