package io.securechat.server.room;

import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.server.limit.Safely;
import io.securechat.server.session.Host;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets rooms, at the start and every hour, that have been empty for long, and reopens names whose history is gone.
 * Owned by the thread {@code chat}.
 */
public final class RoomUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(RoomUpkeep.class);

    /** A room is forgotten after it was empty, without a message, for this time. */
    static final Duration MAX_EMPTY = Duration.ofDays(180);

    private static final Duration PERIOD = Duration.ofHours(1);

    /** Places in one question to the journal. */
    private static final int AT_ONCE = 200;

    private final Host host;
    private final Rooms rooms;
    private final Journal journal;

    public RoomUpkeep(Host host, Rooms rooms, Journal journal) {
        this.host = host;
        this.rooms = rooms;
        this.journal = journal;
    }

    public void run() {
        Set<Place> doubtful = new LinkedHashSet<>();
        long first = journal.firstWithin(MAX_EMPTY);
        for (Room room : rooms.retention().empty()) {
            if (room.emptySince() < first) {
                doubtful.add(room.place());
            }
        }
        doubtful.addAll(rooms.retention().doubtfulNames());
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
                                LOG.debug("the journal cannot tell which rooms have messages", failure);
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
                rooms.retention().forget(room, "it has been empty for " + MAX_EMPTY.toDays() + " days");
            }
        }
        rooms.retention()
                .reopen(doubtful.stream()
                        .filter(place -> !newest.containsKey(place))
                        .toList());
    }
}
