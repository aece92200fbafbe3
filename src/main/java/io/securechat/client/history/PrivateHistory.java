package io.securechat.client.history;

import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Requests;
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
 * Fetches private messages that arrived while the user was away: finds the conversations that have any, and whether they were
 * read on another device. Until that is known, all private messages wait.
 */
final class PrivateHistory {
    /** Age of the oldest conversation to look for. */
    private static final Duration MAX_AGE = Duration.ofDays(30);

    /** Allowance for a server whose clock is ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    /** Conversations per request. */
    private static final int PAGE = 50;

    /** Conversations that are fetched after connecting, those with the latest messages; up to a page more. */
    static final int MAX_CONVERSATIONS = 500;

    private final MessageHistory history;
    private final Timelines timelines;
    private final Requests requests;
    private final ReadMarkers markers;
    private Optional<Instant> since = Optional.empty();
    private Instant heard = Instant.MAX;
    private boolean listing;
    private boolean late;

    PrivateHistory(MessageHistory history, Timelines timelines, Requests requests, ReadMarkers markers) {
        this.history = history;
        this.timelines = timelines;
        this.requests = requests;
        this.markers = markers;
    }

    /**
     * Fetches new private messages.
     *
     * @param from the time from which to fetch all messages; empty for new ones
     * @param lastHeard the time from which this device has missed messages, also those read on another one
     * @param marked true if the server keeps the user's read markers
     */
    void fetch(Instant now, Optional<Instant> from, Instant lastHeard, boolean marked) {
        since = from;
        heard = lastHeard;
        listing = true;
        late = false;
        timelines.ofConversations().forEach(Timeline::hold);
        list(now.plus(CLOCK_SKEW), from.orElse(now.minus(MAX_AGE)), new LinkedHashMap<>(), marked);
    }

    /** Lists conversations page by page, those with the latest messages first. */
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
                    // Conversations of the same millisecond are listed twice, so that none is skipped.
                    if (more && answer.lines().size() >= PAGE && known.size() < MAX_CONVERSATIONS) {
                        list(earliest.plusMillis(1), to, known, marked);
                    } else {
                        fetch(known, marked);
                    }
                },
                this::overdue);
    }

    /** The list of conversations is late: private messages wait no longer. */
    private void overdue() {
        late = true;
        timelines.ofConversations().forEach(timelines::overdue);
    }

    boolean isFetching() {
        return listing;
    }

    void connectionLost() {
        listing = false;
    }

    /** A new timeline was created. */
    void created(Timeline timeline) {
        if (listing && !Names.isChannelLike(timeline.place)) {
            timeline.hold();
            if (late) {
                timelines.overdue(timeline);
            }
        }
    }

    private void fetch(Map<String, Instant> conversations, boolean marked) {
        Set<Timeline> fetching = new HashSet<>();
        conversations.forEach((place, latest) -> {
            if (!Names.isChannelLike(place)) {
                Timeline timeline = timelines.get(place);
                if (fill(timeline, latest, marked)) {
                    fetching.add(timeline);
                }
            }
        });
        listing = false;
        for (Timeline timeline : timelines.ofConversations()) {
            if (!fetching.contains(timeline)) {
                timelines.release(timeline);
            }
        }
    }

    /** Fetches the new messages of a conversation; false if there are none. */
    private boolean fill(Timeline timeline, Instant latest, boolean marked) {
        Instant reached = timeline.reached();
        if (reached != null) {
            boolean newer = !latest.isBefore(reached);
            if (newer) {
                history.fill(timeline, timeline.reference());
            }
            return newer;
        }
        if (since.isPresent()) {
            history.fill(timeline, MessageReference.of(since.get()), Origin.PAST);
            return true;
        } else if (marked) {
            requests.ask(
                    Message.of("MARKREAD", timeline.place),
                    answer -> {
                        answer.lines().forEach(markers::received);
                        fillFrom(timeline, latest, markers.of(timeline.place));
                    },
                    () -> timelines.overdue(timeline));
        }
        return marked;
    }

    private void fillFrom(Timeline timeline, Instant latest, Optional<Instant> marker) {
        if (marker.isEmpty()) {
            history.latest(timeline, Origin.MISSED);
        } else if (latest.isAfter(marker.get())) {
            Instant read = marker.get();
            history.fill(timeline, MessageReference.of(read.isBefore(heard) ? read : heard));
        } else if (latest.isAfter(heard)) {
            history.fill(timeline, MessageReference.of(heard), Origin.PAST);
        } else {
            timelines.release(timeline);
        }
    }
}
