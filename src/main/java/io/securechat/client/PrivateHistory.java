package io.securechat.client;

import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import io.securechat.irc.Names;
import io.securechat.irc.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What others have said to the user alone while they were away: finds out with whom there is anything, and whether it has been
 * read on another device. Until that is known, all private messages wait.
 */
final class PrivateHistory {
    private static final Duration REACH = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    /** Conversations that are asked for at once. */
    private static final int PAGE = 50;

    /** Conversations with news that are fetched on arriving, and up to a page more: those with the latest news. */
    static final int MAX_CONVERSATIONS = 500;

    private final History history;
    private final Requests requests;
    private final Markers markers;
    private boolean sorting;
    private boolean late;

    PrivateHistory(History history, Requests requests, Markers markers) {
        this.history = history;
        this.requests = requests;
        this.markers = markers;
    }

    /**
     * Fetches what is new.
     *
     * @param marked whether the server knows what the user has read
     */
    void fetch(Instant now, boolean marked) {
        sorting = true;
        late = false;
        history.privateTimelines().forEach(Timeline::hold);
        list(now.plus(CLOCKS_DIFFER), now.minus(REACH), new LinkedHashMap<>(), marked);
    }

    /** Lists conversations, those with the latest news first, page by page. */
    private void list(Instant from, Instant to, Map<String, Instant> known, boolean marked) {
        Message question = Message.of(
                "CHATHISTORY", "TARGETS", MessageReference.of(from), MessageReference.of(to), Integer.toString(PAGE));
        requests.ask(
                question,
                answer -> {
                    Instant earliest = from;
                    boolean more = false;
                    for (Message line : answer.lines()) {
                        Instant latest = ServerTime.parse(line.paramOrEmpty(2));
                        if (line.command().equals("CHATHISTORY") && latest != null) {
                            more |= known.put(line.paramOrEmpty(1), latest) == null;
                            earliest = latest.isBefore(earliest) ? latest : earliest;
                        }
                    }
                    // What was said within the same millisecond is listed again: none of it must be skipped.
                    if (more && answer.lines().size() >= PAGE && known.size() < MAX_CONVERSATIONS) {
                        list(earliest.plusMillis(1), to, known, marked);
                    } else {
                        sort(known, marked);
                    }
                },
                this::overdue);
    }

    /** The list of conversations is late: private messages wait no longer. */
    private void overdue() {
        late = true;
        history.privateTimelines().forEach(history::overdue);
    }

    void lost() {
        sorting = false;
    }

    /** There is a place that was not there before. */
    void appeared(Timeline timeline) {
        if (sorting && !Names.isChannelLike(timeline.place)) {
            timeline.hold();
            if (late) {
                history.overdue(timeline);
            }
        }
    }

    private void sort(Map<String, Instant> conversations, boolean marked) {
        Set<Timeline> fetching = new HashSet<>();
        conversations.forEach((place, latest) -> {
            if (!Names.isChannelLike(place)) {
                Timeline timeline = history.timeline(place);
                if (fill(timeline, latest, marked)) {
                    fetching.add(timeline);
                }
            }
        });
        sorting = false;
        for (Timeline timeline : history.privateTimelines()) {
            if (!fetching.contains(timeline)) {
                history.release(timeline);
            }
        }
    }

    /** Fetches what is new in a place; false if there is nothing. */
    private boolean fill(Timeline timeline, Instant latest, boolean marked) {
        Instant reached = timeline.reached();
        if (reached != null) {
            boolean perhaps = !latest.isBefore(reached);
            if (perhaps) {
                history.fill(timeline, timeline.reference());
            }
            return perhaps;
        }
        if (marked) {
            requests.ask(
                    Message.of("MARKREAD", timeline.place),
                    answer -> {
                        answer.lines().forEach(markers::told);
                        fillFrom(timeline, latest, markers.of(timeline.place));
                    },
                    () -> history.overdue(timeline));
        }
        return marked;
    }

    private void fillFrom(Timeline timeline, Instant latest, Optional<Instant> marker) {
        if (marker.isEmpty()) {
            history.latest(timeline, Way.MISSED);
        } else if (latest.isAfter(marker.get())) {
            history.fill(timeline, MessageReference.of(marker.get()));
        } else {
            history.release(timeline);
        }
    }
}
