package io.securechat.client;

import io.securechat.client.Event.Person;
import io.securechat.client.Event.Place;
import io.securechat.client.Speech.Way;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What a {@link Renderer} makes of an event, piece by piece. All text of the network passes the {@link Sanitizer}. */
final class Line {
    /** Behind a name that the server vouches for. No nick can hold it: {@link Sanitizer#nick}. */
    static final String VERIFIED = "✓";

    /** Behind a message that the server has; at the end of a line, where no name is. */
    private static final String SAFE = " ✓";

    /** Begins what goes on below, so that no message can imitate another. */
    private static final String BELOW = "\n      ";

    private final AttributedStringBuilder built = new AttributedStringBuilder();

    Line add(String harmless, AttributedStyle style) {
        built.append(harmless, style);
        return this;
    }

    Line dim(String harmless) {
        return add(harmless, Renderer.DIM);
    }

    Line text(String raw, AttributedStyle style) {
        return add(Sanitizer.text(raw), style);
    }

    Line nick(String raw, AttributedStyle around) {
        AttributedStyle colour = Renderer.colourOf(raw);
        return add(
                Sanitizer.nick(raw),
                around.equals(Renderer.DIM) ? Renderer.DIM : around.equals(Renderer.BOLD) ? colour.bold() : colour);
    }

    Line person(Person person, AttributedStyle around) {
        return nick(person.nick(), around).add(person.verified() ? VERIFIED : "", around);
    }

    /** A text that may have several lines. */
    Line lines(String raw, AttributedStyle style) {
        String[] lines = raw.split("\n", -1);
        text(lines[0], style);
        for (int i = 1; i < lines.length; i++) {
            add(BELOW, style).text(lines[i], style);
        }
        return this;
    }

    Line safe(Way way) {
        return way == Way.SAFE ? dim(SAFE) : this;
    }

    /** To whom something is said, where it is not the room that lines go to anyway. */
    Line addressee(Place to) {
        return to.current() ? this : dim("→ " + Sanitizer.name(to.room()) + " ");
    }

    Line place(Place place) {
        return place.current() ? this : dim(Sanitizer.name(place.room()) + " ");
    }

    /** Begins a further line, below the first and without a time. */
    Line item(String label) {
        return dim(String.format(BELOW + "%-17s ", label));
    }

    Line reason(String raw) {
        return raw.isEmpty() ? this : dim(" (").text(raw, Renderer.DIM).dim(")");
    }

    AttributedString end() {
        return built.toAttributedString();
    }
}
