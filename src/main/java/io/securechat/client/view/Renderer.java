package io.securechat.client.view;

import io.securechat.client.event.Event;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.style.Styles;
import java.time.ZoneId;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** The view of events for reading: the local time and a line, with further lines indented below it. */
public final class Renderer {
    private final MessageRenderer messages;
    private final Event.Cases<AttributedString> views;

    /**
     * Creates the view for a file or a pipe: each message is whole, on a line of any length.
     *
     * @param pattern of {@link java.time.format.DateTimeFormatter} for the time in front of each line, such as {@code HH:mm}
     */
    public Renderer(ZoneId zone, String pattern, Styles styles) {
        this(new Timestamps(zone, pattern, () -> styles, () -> Integer.MAX_VALUE), null);
    }

    /** @param folded keeps long messages, of which only the beginning is shown; null to show all of them */
    Renderer(Timestamps times, @Nullable LongMessages folded) {
        RoomRenderer rooms = new RoomRenderer(times);
        SessionRenderer session = new SessionRenderer(times);
        messages = new MessageRenderer(times, folded);
        views = new Event.Cases<>(messages, rooms, rooms, session, session, session);
    }

    /** Returns the lines of an event; empty for one that is not shown. */
    public AttributedString render(Event event) {
        if (event instanceof SessionEvent.Connected connected) {
            messages.named(connected.nick());
        } else if (event instanceof UserEvent.Renamed renamed && renamed.mine()) {
            messages.named(renamed.to());
        }
        return event.match(views);
    }
}
