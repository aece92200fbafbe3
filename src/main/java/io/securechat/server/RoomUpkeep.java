package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the start and every hour which rooms need not be remembered any more, and which names need no place of their own
 * because nothing is kept of what was said under them. Owned by the chat's thread.
 */
final class RoomUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(RoomUpkeep.class);

    /** A remembered room is forgotten when it has been empty, and nothing was said in it, for this time. */
    static final Duration MAX_EMPTY = Duration.ofDays(180);

    private static final Duration PERIOD = Duration.ofHours(1);

    /** Places that the journal is asked about in one go. */
    private static final int AT_ONCE = 200;

    private final Host host;
    private final Rooms rooms;
    private final Journal journal;

    RoomUpkeep(Host host, Rooms rooms, Journal journal) {
        this.host = host;
        this.rooms = rooms;
        this.journal = journal;
    }

    void run() {
        Set<Place> doubtful = new LinkedHashSet<>();
        long first = journal.firstWithin(MAX_EMPTY);
        for (Room room : rooms.empty()) {
            if (room.emptySince() < first) {
                doubtful.add(room.place());
            }
        }
        doubtful.addAll(rooms.doubtfulNames());
        ask(List.copyOf(doubtful));
    }

    private void ask(List<Place> doubtful) {
        if (doubtful.isEmpty()) {
            host.later(PERIOD, this::run);
            return;
        }
        List<Place> some = doubtful.subList(0, Math.min(AT_ONCE, doubtful.size()));
        journal.newestIn(some)
                .whenCompleteAsync(
                        (newest, failure) -> Safely.run(() -> {
                            if (failure == null) {
                                end(some, newest);
                            } else {
                                LOG.debug("the journal does not tell where something was said", failure);
                            }
                            ask(doubtful.subList(some.size(), doubtful.size()));
                        }),
                        host.executor());
    }

    private void end(List<Place> doubtful, Map<Place, Long> newest) {
        long first = journal.firstWithin(MAX_EMPTY);
        for (Place place : doubtful) {
            Room room = rooms.find(place);
            if (room != null && room.emptySince() < first && newest.getOrDefault(place, 0L) < first) {
                rooms.forget(room, "it has been empty for " + MAX_EMPTY.toDays() + " days");
            }
        }
        rooms.reopen(
                doubtful.stream().filter(place -> !newest.containsKey(place)).toList());
    }
}
