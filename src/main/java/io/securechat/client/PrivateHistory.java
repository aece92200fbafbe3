package io.securechat.client;

import io.securechat.client.Batches.Batch;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What others have said to the user alone while they were away: finds out with whom there is anything, and whether it has been
 * read on another device. Until that is known, all private messages wait.
 */
final class PrivateHistory {
    private static final Duration REACH = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final int MAX_PEOPLE = 50;

    private final History history;
    private final Requests requests;
    private final Markers markers;
    private boolean sorting;

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
        history.privateTimelines().forEach(Timeline::hold);
        Message question = Message.of(
                "CHATHISTORY",
                "TARGETS",
                Times.parameter(now.minus(REACH)),
                Times.parameter(now.plus(CLOCKS_DIFFER)),
                Integer.toString(MAX_PEOPLE));
        requests.ask(question, answer -> sort(answer, marked), this::overdue);
    }

    /** Who has written is not known in time: private messages wait no longer. */
    private void overdue() {
        history.privateTimelines().forEach(history::overdue);
    }

    void lost() {
        sorting = false;
    }

    /** There is a place that was not there before. */
    void appeared(Timeline timeline) {
        if (sorting && !Names.isChannelLike(timeline.place)) {
            timeline.hold();
        }
    }

    private void sort(Batch answer, boolean marked) {
        Set<Timeline> fetching = new HashSet<>();
        for (Message line : answer.lines()) {
            String place = Conversation.orEmpty(line, 1);
            Instant latest = Times.ofParameter(Conversation.orEmpty(line, 2));
            if (line.command().equals("CHATHISTORY") && latest != null && !Names.isChannelLike(place)) {
                Timeline timeline = history.timeline(place);
                if (fill(timeline, latest, marked)) {
                    fetching.add(timeline);
                }
            }
        }
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
            history.fill(timeline, Times.parameter(marker.get()));
        } else {
            history.release(timeline);
        }
    }
}
