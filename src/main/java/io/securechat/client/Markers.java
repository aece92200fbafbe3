package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Up to when the user has read each place, on any of their devices (IRCv3 read-marker). The server is told a little later. */
final class Markers {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int MAX_PLACES = 1000;

    private final Recent<Marker> markers = new Recent<>(MAX_PLACES);
    private final Consumer<Message> connection;
    private final Later later;
    private boolean enabled;
    private boolean due;

    Markers(Consumer<Message> connection, Later later) {
        this.connection = connection;
        this.later = later;
    }

    /** The marker of a place. */
    private static final class Marker {
        private final String place;

        /** What the server knows, or null. */
        private @Nullable Instant told;

        /** What has been shown here, or null. */
        private @Nullable Instant shown;

        Marker(String place) {
            this.place = place;
        }

        boolean isDue() {
            return shown != null && (told == null || shown.isAfter(told));
        }
    }

    /** Whether the server takes the user's markers from now on. */
    void enable(boolean on) {
        enabled = on;
    }

    /** The server tells a marker. */
    void told(Message markread) {
        Instant time = MessageReference.time(markread.paramOrEmpty(1));
        if (markread.command().equals("MARKREAD") && time != null) {
            marker(markread.paramOrEmpty(0)).told = time;
        }
    }

    /** Up to when the user has read a place as far as the server knows; empty where it knows nothing. */
    Optional<Instant> of(String place) {
        return Optional.ofNullable(markers.get(Names.fold(place))).map(marker -> marker.told);
    }

    /** The user has a message before their eyes. */
    void shown(String place, Instant at) {
        Marker marker = marker(place);
        if (marker.shown == null || at.isAfter(marker.shown)) {
            marker.shown = at.truncatedTo(ChronoUnit.MILLIS);
        }
        if (enabled && !due && marker.isDue()) {
            due = true;
            later.in(DELAY, this::flush);
        }
    }

    private Marker marker(String place) {
        return markers.computeIfAbsent(Names.fold(place), folded -> new Marker(place));
    }

    /** Tells the server what it does not know yet. */
    void flush() {
        due = false;
        if (enabled) {
            for (Marker marker : markers.values()) {
                Instant shown = marker.shown;
                if (shown != null && marker.isDue()) {
                    connection.accept(Message.of("MARKREAD", marker.place, MessageReference.of(shown)));
                    marker.told = shown;
                }
            }
        }
    }
}
