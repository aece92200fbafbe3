package io.securechat.client.view;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.style.Look;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The {@link Renderer} of a screen, which shows the date on a line of its own where the day changes. */
public final class DatedRenderer {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    private final Timestamps times;
    private final Renderer renderer;
    private final ZoneId zone;
    private LocalDate day;

    public DatedRenderer(ZoneId zone, Clock clock, Look look) {
        this.times = new Timestamps(zone, "HH:mm", look::styles, look::columns);
        this.renderer = new Renderer(times, new LongMessages(look::folds));
        this.zone = zone;
        this.day = LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Returns the lines of the next event; empty for one that is not shown. */
    public AttributedString render(Event event) {
        AttributedString lines = renderer.render(event);
        LocalDate now = LocalDate.ofInstant(event.at(), zone);
        boolean dated = event instanceof MessageEvent.Divider
                || (event instanceof Spoken spoken && spoken.utterance().origin() == Origin.FOUND);
        if (lines.length() == 0 || dated || now.equals(day)) {
            return lines;
        }
        day = now;
        return new AttributedStringBuilder()
                .append(times.rule(DAY.format(now)))
                .append('\n')
                .append(lines)
                .toAttributedString();
    }
}
