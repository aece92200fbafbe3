package io.securechat.client.style;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/** The look of text on one terminal: its styles, and what the terminal receives for rendered lines. */
public final class Look {
    private static final int MANY = 256;

    /** Names of terminals without a description on this machine often fall back to 8 colours; this variable knows better. */
    private static final Pattern TRUE_COLOUR = Pattern.compile("truecolor|24bit");

    /** Columns to assume of a terminal that states none. */
    private static final int USUAL_COLUMNS = 80;

    private final Terminal terminal;
    private final Supplier<Appearance> appearance;
    private final int colours;

    /** @param appearance the user's choices at present */
    public Look(Terminal terminal, Supplier<Appearance> appearance, Map<String, String> environment) {
        this.terminal = terminal;
        this.appearance = appearance;
        this.colours = colours(terminal, environment);
    }

    private static int colours(Terminal terminal, Map<String, String> environment) {
        Integer described = terminal.getNumericCapability(Capability.max_colors);
        String type = terminal.getType();
        boolean named =
                TRUE_COLOUR.matcher(environment.getOrDefault("COLORTERM", "")).matches()
                        && !type.startsWith("screen")
                        && !type.startsWith("linux");
        return named ? Math.max(MANY, described == null ? 0 : described) : described == null ? 0 : described;
    }

    public Styles styles() {
        Appearance now = appearance.get();
        return now.coloured() ? new Styles(now.colours(), colours) : Styles.NONE;
    }

    /** The width of the terminal at present. */
    public int columns() {
        int columns = terminal.getColumns();
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    /** Returns lines as the terminal prints them: wrapped to its present width, in its colours, with links. */
    public String printed(AttributedString lines) {
        AttributedString wrapped = appearance.get().wrapped() ? Wrapping.wrap(lines, columns()) : lines;
        if (!appearance.get().links()) {
            return ansi(wrapped);
        }
        StringBuilder ansi = new StringBuilder();
        Matcher address = Links.ADDRESS.matcher(wrapped);
        int from = 0;
        while (address.find()) {
            String target = Links.address(address);
            int end = address.start() + target.length();
            ansi.append(ansi(wrapped.subSequence(from, address.start())))
                    .append(Links.begin(target))
                    .append(ansi(wrapped.subSequence(address.start(), end)))
                    .append(Links.end());
            from = end;
        }
        return ansi.append(ansi(wrapped.subSequence(from, wrapped.length()))).toString();
    }

    /** Returns a text in the colours of the terminal. */
    public String ansi(AttributedString text) {
        return appearance.get().coloured() ? text.toAnsi(colours, ForceMode.None) : text.toString();
    }
}
