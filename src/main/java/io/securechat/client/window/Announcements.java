package io.securechat.client.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Limits the lines that announce messages in other windows, so that nobody can fill the screen with them. */
final class Announcements {
    /** Lines of one window, and of all windows together, within the period. */
    static final int MAX_OF_ONE = 3;

    static final int MAX_OF_ALL = 10;

    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final Map<Integer, Integer> counts = new HashMap<>();
    private final Deque<Announcement> recent = new ArrayDeque<>();

    private record Announcement(int window, Instant at) {}

    /** Returns the time of an announcement of a window; empty where there have been too many. */
    Optional<Instant> of(int window, Instant now) {
        while (!recent.isEmpty() && recent.getFirst().at().plus(PERIOD).isBefore(now)) {
            counts.merge(recent.removeFirst().window(), -1, (a, b) -> a + b == 0 ? null : a + b);
        }
        if (recent.size() >= MAX_OF_ALL || counts.getOrDefault(window, 0) >= MAX_OF_ONE) {
            return Optional.empty();
        }
        recent.addLast(new Announcement(window, now));
        counts.merge(window, 1, Integer::sum);
        return Optional.of(now);
    }
}
