package io.securechat.client.view;

import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.text.Sanitizer;
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
    private static final String BELOW = "\n      ";

    private final AttributedStringBuilder built = new AttributedStringBuilder();

    /** Returns a line between others. */
    static AttributedString rule(String harmless) {
        return new AttributedString("──── " + harmless + " ────", Styles.DIM);
    }

    LineBuilder add(String harmless, AttributedStyle style) {
        built.append(harmless, style);
        return this;
    }

    LineBuilder dim(String harmless) {
        return add(harmless, Styles.DIM);
    }

    LineBuilder text(String raw, AttributedStyle style) {
        return add(Sanitizer.text(raw), style);
    }

    LineBuilder nick(String raw, AttributedStyle around) {
        AttributedStyle colour = Styles.ofNick(raw);
        return add(
                Sanitizer.nick(raw),
                around.equals(Styles.DIM) ? Styles.DIM : around.equals(Styles.BOLD) ? colour.bold() : colour);
    }

    LineBuilder person(Person person, AttributedStyle around) {
        return nick(person.nick(), around).add(person.verified() ? VERIFIED : "", around);
    }

    /** Adds a text of one or several lines. */
    LineBuilder lines(String raw, AttributedStyle style) {
        String[] lines = raw.split("\n", -1);
        text(lines[0], style);
        for (int i = 1; i < lines.length; i++) {
            add(BELOW, style).text(lines[i], style);
        }
        return this;
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

    /** Begins a further line, below the first and without a time. */
    LineBuilder item(String label) {
        return dim(String.format(BELOW + "%-17s ", label));
    }

    LineBuilder reason(String raw) {
        return raw.isEmpty() ? this : dim(" (").text(raw, Styles.DIM).dim(")");
    }

    AttributedString end() {
        return built.toAttributedString();
    }
}
