package io.securechat.client.view;

import io.securechat.client.event.Event;
import io.securechat.client.style.Styles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;

/** Times as the user's clock shows them, and the lines that begin with one. */
final class Timestamps {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private final ZoneId zone;
    private final DateTimeFormatter clock;
    private final Supplier<Styles> styles;
    private final IntSupplier columns;

    /**
     * @param pattern of {@link DateTimeFormatter} for the time in front of each line, such as {@code HH:mm}
     * @param styles those of the screen at present
     * @param columns the width of the screen at present, for lines that are shortened to it
     */
    Timestamps(ZoneId zone, String pattern, Supplier<Styles> styles, IntSupplier columns) {
        this.zone = zone;
        this.clock = DateTimeFormatter.ofPattern(pattern).withZone(zone);
        this.styles = styles;
        this.columns = columns;
    }

    /** Begins the line of an event. */
    LineBuilder line(Event event) {
        return untimed().dim(clock.format(event.at()) + " ");
    }

    /** Begins a line with date and time, as search results need it. */
    LineBuilder datedLine(Event event) {
        return untimed()
                .dim(DATE.withZone(zone).format(event.at()) + " ")
                .dim(TIME.withZone(zone).format(event.at()) + " ");
    }

    /** Begins a line without a time. */
    LineBuilder untimed() {
        return new LineBuilder(styles.get(), columns.getAsInt());
    }

    /** Returns a line between others. */
    AttributedString rule(String harmless) {
        return untimed().dim("──── " + harmless + " ────").end();
    }

    /** Formats a time, with its date unless that is today's. */
    String format(Instant then, Instant now) {
        LocalDate day = LocalDate.ofInstant(then, zone);
        String time = TIME.withZone(zone).format(then);
        return day.equals(LocalDate.ofInstant(now, zone)) ? time : DATE.format(day) + " " + time;
    }
}
