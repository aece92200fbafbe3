package io.securechat.client;

import io.securechat.client.Event.Utterance;
import io.securechat.client.Speech.Way;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Events in the order of the screen: a line with the date stands where the day changes, as their times say none. */
final class Pages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    private final Renderer renderer;
    private final ZoneId zone;
    private LocalDate day;

    Pages(ZoneId zone, Clock clock) {
        this.renderer = new Renderer(zone, "HH:mm");
        this.zone = zone;
        this.day = LocalDate.ofInstant(clock.instant(), zone);
    }

    /** The lines of the next event; empty where there is nothing to see. */
    AttributedString render(Event event) {
        AttributedString lines = renderer.render(event);
        LocalDate now = LocalDate.ofInstant(event.at(), zone);
        boolean dated = event instanceof Event.Divider
                || (event instanceof Utterance utterance && utterance.speech().way() == Way.FOUND);
        if (lines.length() == 0 || dated || now.equals(day)) {
            return lines;
        }
        day = now;
        return new AttributedStringBuilder()
                .append(Renderer.rule(DAY.format(now)))
                .append('\n')
                .append(lines)
                .toAttributedString();
    }
}
