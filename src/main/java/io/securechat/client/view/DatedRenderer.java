package io.securechat.client.view;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.style.Styles;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The {@link Renderer} of a screen, which shows the date on a line of its own where the day changes. */
public final class DatedRenderer {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    private final Timestamps times;
    private final Renderer renderer;
    private final ZoneId zone;
    private LocalDate day;

    /**
     * @param styles those of the screen at present
     * @param columns the width of the screen at present
     */
    public DatedRenderer(ZoneId zone, Clock clock, Supplier<Styles> styles, IntSupplier columns) {
        this.times = new Timestamps(zone, "HH:mm", styles, columns);
        this.renderer = new Renderer(times, new LongMessages());
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
