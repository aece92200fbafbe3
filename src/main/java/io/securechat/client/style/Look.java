package io.securechat.client.style;

import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.setting.Wrap;
import io.securechat.client.text.Marks;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
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
    private final boolean coloured;
    private final Settings settings;
    private final Map<String, String> environment;
    private final int colours;
    private final Marks marks;

    /** @param coloured true to use colours and attributes */
    public Look(Terminal terminal, boolean coloured, Settings settings, Map<String, String> environment) {
        this.terminal = terminal;
        this.coloured = coloured && !settings.get(Setting.PLAIN);
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.colours = colours(terminal, environment);
        this.marks = new Marks(terminal.encoding());
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
        return coloured ? new Styles(Colours.of(settings.get(Setting.PALETTE), environment), colours) : Styles.NONE;
    }

    /** The width of the terminal at present. */
    public int columns() {
        int columns = terminal.getColumns();
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    /** Returns whether long messages of a place are shortened. */
    public boolean folds(String place) {
        return settings.get(Setting.FOLD, place);
    }

    private boolean isWrapped() {
        return settings.get(Setting.WRAP) == Wrap.WORD && !settings.get(Setting.PLAIN);
    }

    private boolean hasLinks() {
        return switch (settings.get(Setting.LINKS)) {
            case AUTO -> !settings.get(Setting.PLAIN) && Links.isSupported(environment);
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /** Returns lines as the terminal prints them: wrapped to its present width, in its colours, with links. */
    public String printed(AttributedString lines) {
        AttributedString wrapped = isWrapped() ? Wrapping.wrap(lines, columns()) : lines;
        if (!hasLinks()) {
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
        return fit(coloured ? Styles.ansi(text) : text.toString());
    }

    /** Returns a text in the charset of the terminal. */
    public String fit(String text) {
        return marks.fit(text);
    }
}
