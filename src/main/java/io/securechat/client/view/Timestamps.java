package io.securechat.client.view;

import io.securechat.client.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as the user's clock shows them. */
final class Timestamps {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private final ZoneId zone;
    private final DateTimeFormatter clock;

    /** @param pattern of {@link DateTimeFormatter} for the time in front of each line, such as {@code HH:mm} */
    Timestamps(ZoneId zone, String pattern) {
        this.zone = zone;
        this.clock = DateTimeFormatter.ofPattern(pattern).withZone(zone);
    }

    /** Begins the line of an event. */
    LineBuilder line(Event event) {
        return new LineBuilder().dim(clock.format(event.at()) + " ");
    }

    /** Begins a line with date and time, as search results need it. */
    LineBuilder datedLine(Event event) {
        return new LineBuilder()
                .dim(DATE.withZone(zone).format(event.at()) + " ")
                .dim(TIME.withZone(zone).format(event.at()) + " ");
    }

    /** Formats a time, with its date unless that is today's. */
    String format(Instant then, Instant now) {
        LocalDate day = LocalDate.ofInstant(then, zone);
        String time = TIME.withZone(zone).format(then);
        return day.equals(LocalDate.ofInstant(now, zone)) ? time : DATE.format(day) + " " + time;
    }
}
