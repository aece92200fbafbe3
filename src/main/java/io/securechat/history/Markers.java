package io.securechat.history;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Up to when one user has read which places; {@value #MAX} of them at most. For one thread at a time. */
public final class Markers {
    /** Places with a marker; one more replaces the marker with the earliest time. */
    public static final int MAX = 1000;

    private final Map<Place, Instant> times = new HashMap<>(0);

    /**
     * Up to when a place was read.
     *
     * @param latest the latest time up to which anybody can have read: a marker beyond it was set by a wrong clock
     */
    public Optional<Instant> get(Place place, Instant latest) {
        return Optional.ofNullable(times.get(place)).map(time -> time.isAfter(latest) ? latest : time);
    }

    /**
     * Sets a marker. A time that is not later than the one before changes nothing, unless that one is beyond {@code latest}.
     *
     * @param latest as for {@link #get}
     * @return the places whose markers have changed: none, this one, or this one and one that has lost its marker
     */
    public List<Place> mark(Place place, Instant time, Instant latest) {
        Instant before = times.get(place);
        if (before != null && !time.isAfter(before) && !before.isAfter(latest)) {
            return List.of();
        }
        Instant after = time.isAfter(latest) ? latest : time;
        if (before != null || times.size() < MAX) {
            times.put(place, after);
            return List.of(place);
        }
        Place earliest =
                Collections.min(times.entrySet(), Map.Entry.comparingByValue()).getKey();
        times.remove(earliest);
        times.put(place, after);
        return List.of(place, earliest);
    }

    /** Removes a marker, and tells whether there was one. */
    boolean forget(Place place) {
        return times.remove(place) != null;
    }

    int size() {
        return times.size();
    }
}
