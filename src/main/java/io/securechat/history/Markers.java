package io.securechat.history;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The read markers of one user, {@value #MAX} at most. Not thread-safe. */
public final class Markers {
    /** The number of markers; another one replaces the one with the earliest time. */
    public static final int MAX = 1000;

    private final Map<Place, Instant> times = new HashMap<>(0);

    /**
     * Returns the time up to which a place was read, if there is a marker.
     *
     * @param latest the latest time that a marker can have; one beyond it was set by a wrong clock
     */
    public Optional<Instant> get(Place place, Instant latest) {
        return Optional.ofNullable(times.get(place)).map(time -> time.isAfter(latest) ? latest : time);
    }

    /**
     * Moves a marker forward. An earlier time has no effect, unless the present marker is beyond {@code latest}.
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

    /** Removes a marker and returns whether there was one. */
    public boolean forget(Place place) {
        return times.remove(place) != null;
    }

    public int size() {
        return times.size();
    }
}
