package io.securechat.client.view;

import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.Utterance;
import io.securechat.client.style.Styles;
import io.securechat.client.style.Tone;
import io.securechat.client.style.Wrapping;
import io.securechat.client.text.Sanitizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The line of one event, built piece by piece. All text from the network passes the {@link Sanitizer}. */
final class LineBuilder {
    /** Follows a name that the server vouches for. No nick can contain it ({@link Sanitizer#nick}). */
    static final String VERIFIED = "✓";

    /** Follows a message that the server has confirmed, at the end of a line, where no name can be. */
    private static final String CONFIRMED = " ✓";

    /** Begins each further line, indented, so that no message can imitate another. */
    private static final String BELOW = "\n" + Wrapping.INDENT;

    /** The first letter of Thai, which with the scripts behind it has no spaces between words. */
    private static final int FIRST_WITHOUT_SPACES = 0x0E00;

    private final AttributedStringBuilder built = new AttributedStringBuilder();
    private final Styles styles;
    private final int columns;

    /** @param columns the width of the screen */
    LineBuilder(Styles styles, int columns) {
        this.styles = styles;
        this.columns = columns;
    }

    boolean isEmpty() {
        return built.length() == 0;
    }

    LineBuilder add(String harmless, Tone tone) {
        return add(harmless, styles.of(tone));
    }

    private LineBuilder add(String harmless, AttributedStyle style) {
        built.append(harmless, style);
        return this;
    }

    LineBuilder dim(String harmless) {
        return add(harmless, Tone.DIM);
    }

    LineBuilder text(String raw, Tone tone) {
        return add(Sanitizer.text(raw), tone);
    }

    LineBuilder nick(String raw, Tone around) {
        AttributedStyle colour = styles.nick(raw);
        return add(
                Sanitizer.nick(raw),
                around == Tone.DIM ? styles.of(Tone.DIM) : around == Tone.BOLD ? colour.bold() : colour);
    }

    LineBuilder person(Person person, Tone around) {
        return nick(person.nick(), around).add(person.verified() ? VERIFIED : "", around);
    }

    /** Adds a text of one or several lines. */
    LineBuilder lines(String raw, Tone tone) {
        return lines(raw, tone, "");
    }

    /** Adds a text of one or several lines, with a name in it highlighted; an empty name is not. */
    LineBuilder lines(String raw, Tone tone, String name) {
        String[] lines = raw.split("\n", -1);
        marked(Sanitizer.text(lines[0]), tone, name);
        for (int i = 1; i < lines.length; i++) {
            below().marked(Sanitizer.text(lines[i]), tone, name);
        }
        return this;
    }

    private LineBuilder marked(String text, Tone tone, String name) {
        int from = 0;
        for (int at = Utterance.mention(name, text, 0); at >= 0; at = Utterance.mention(name, text, from)) {
            add(text.substring(from, at), tone);
            from = at + name.length();
            add(text.substring(at, from), Tone.MENTION);
        }
        return add(text.substring(from), tone);
    }

    /** Begins a further line, below the first and without a time. */
    LineBuilder below() {
        return add(BELOW, Tone.PLAIN);
    }

    /**
     * Adds the first line of a text, shortened so that it fits into the line of the screen together with what follows.
     *
     * @param name a name to highlight, or empty
     * @param after columns of what follows
     */
    LineBuilder beginning(String raw, Tone tone, String name, int after) {
        return marked(firstLine(raw, columns - after), tone, name);
    }

    /** Adds the first line of a text, shortened to a number of columns, or to the line of the screen if that is less. */
    LineBuilder excerpt(String raw, Tone tone, int most) {
        return add(firstLine(raw, Math.min(columns, built.columnLength() + most)), tone);
    }

    private String firstLine(String raw, int end) {
        int lineEnd = raw.indexOf('\n');
        String first =
                Sanitizer.text(lineEnd < 0 ? raw : raw.substring(0, lineEnd)).strip();
        String text = lineEnd < 0 ? first : first + " …";
        return Wrapping.shorten(text, Math.max(1, end - built.columnLength()));
    }

    /**
     * Adds a line with the terms of a search highlighted.
     *
     * @param from the index to highlight from
     */
    LineBuilder highlighted(AttributedString line, int from, List<String> terms) {
        AttributedString text = line.subSequence(from, line.length());
        for (String term : terms) {
            text = text.styleMatches(beginning(term), styles.of(Tone.FOUND));
        }
        built.append(line.subSequence(0, from)).append(text);
        return this;
    }

    /** Returns the places of a term: where words begin with it, or anywhere in a script without spaces between words. */
    private static Pattern beginning(String term) {
        boolean inWords = Character.isLetterOrDigit(term.codePointAt(0)) && term.codePointAt(0) < FIRST_WITHOUT_SPACES;
        return Pattern.compile(
                (inWords ? "(?<![\\p{L}\\p{N}])" : "") + Pattern.quote(term),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    LineBuilder confirmed() {
        return dim(CONFIRMED);
    }

    /** Adds the receiver of a message, unless it is the room that typed lines go to. */
    LineBuilder addressee(Place to) {
        return to.current() ? this : dim("→ " + Sanitizer.name(to.room()) + " ");
    }

    /** Adds a room, unless it is the one that typed lines go to. */
    LineBuilder place(Place place) {
        return place.current() ? this : dim(Sanitizer.name(place.room()) + " ");
    }

    /** Begins a further line with a label. */
    LineBuilder item(String label) {
        return dim(String.format(BELOW + "%-17s ", label));
    }

    LineBuilder reason(String raw) {
        return raw.isEmpty() ? this : dim(" (").text(raw, Tone.DIM).dim(")");
    }

    AttributedString end() {
        return built.toAttributedString();
    }
}
