package io.securechat.client.history;

import io.securechat.client.state.ReadMarks;
import io.securechat.client.text.LruMap;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time up to which the user has read each place, on any of their devices (IRCv3 read-marker). Sent with a delay of 2 s, or kept in
 * a file if the server does not keep it.
 */
public final class ReadMarkers {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int MAX_PLACES = 1000;

    private final LruMap<Marker> markers = new LruMap<>(MAX_PLACES);
    private final Consumer<Message> connection;
    private final Scheduler scheduler;
    private @Nullable ReadMarks file;
    private boolean enabled;
    private boolean due;

    public ReadMarkers(Consumer<Message> connection, Scheduler scheduler) {
        this.connection = connection;
        this.scheduler = scheduler;
    }

    /** The marker of one place. */
    private static final class Marker {
        private final String place;

        /** The server's marker, or null. */
        private @Nullable Instant known;

        /** The time of the newest message shown here, or null. */
        private @Nullable Instant shown;

        Marker(String place) {
            this.place = place;
        }

        boolean isDue() {
            return shown != null && (known == null || shown.isAfter(known));
        }
    }

    /** Keeps the markers in a file where the server does not accept them. */
    public void keep(ReadMarks kept) {
        file = kept;
    }

    /** Sets whether the server accepts markers of the user. */
    void enable(boolean on) {
        enabled = on;
        ReadMarks kept = file;
        if (!on && kept != null) {
            kept.load().forEach((place, time) -> {
                Marker marker = marker(place);
                marker.known = marker.known == null ? time : marker.known;
            });
        }
    }

    /** Takes a MARKREAD line of the server. Returns its time. */
    public Optional<Instant> received(Message markread) {
        Instant time = MessageReference.time(markread.paramOrEmpty(1));
        if (!markread.command().equals("MARKREAD") || time == null) {
            return Optional.empty();
        }
        marker(markread.paramOrEmpty(0)).known = time;
        return Optional.of(time);
    }

    /** The server's marker of a place. */
    Optional<Instant> of(String place) {
        return Optional.ofNullable(markers.get(Names.fold(place))).map(marker -> marker.known);
    }

    /** A message of a place was shown. */
    void shown(String place, Instant at) {
        Marker marker = marker(place);
        if (marker.shown == null || at.isAfter(marker.shown)) {
            marker.shown = at.truncatedTo(ChronoUnit.MILLIS);
        }
        if ((enabled || file != null) && !due && marker.isDue()) {
            due = true;
            scheduler.schedule(DELAY, this::flush);
        }
    }

    private Marker marker(String place) {
        return markers.computeIfAbsent(Names.fold(place), folded -> new Marker(place));
    }

    /** Sends the markers that have changed, or saves them. */
    public void flush() {
        due = false;
        Map<String, Instant> changed = new LinkedHashMap<>();
        for (Marker marker : markers.values()) {
            Instant shown = marker.shown;
            if (shown != null && marker.isDue()) {
                changed.put(marker.place, shown);
            }
        }
        if (enabled) {
            changed.forEach(
                    (place, shown) -> connection.accept(Message.of("MARKREAD", place, MessageReference.of(shown))));
        } else if (file != null && !changed.isEmpty()) {
            file.put(changed);
        } else {
            return;
        }
        changed.forEach((place, shown) -> marker(place).known = shown);
    }
}
