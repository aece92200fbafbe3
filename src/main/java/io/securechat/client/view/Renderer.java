package io.securechat.client.view;

import io.securechat.client.event.Event;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jline.utils.AttributedString;

/** The view of events for reading: the local time and a line, with further lines indented below it. */
public final class Renderer {
    private final Event.Cases<AttributedString> views;

    /** @param pattern of {@link DateTimeFormatter} for the time in front of each line, such as {@code HH:mm} */
    public Renderer(ZoneId zone, String pattern) {
        Timestamps times = new Timestamps(zone, pattern);
        RoomRenderer rooms = new RoomRenderer(times);
        SessionRenderer session = new SessionRenderer(times);
        views = new Event.Cases<>(new MessageRenderer(times), rooms, rooms, session, session, session);
    }

    /** Returns the lines of an event; empty for one that is not shown. */
    public AttributedString render(Event event) {
        return event.match(views);
    }
}
