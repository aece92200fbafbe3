package io.securechat.server.message;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.server.session.Session;
import io.securechat.server.wire.Outgoing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The private messages that a session's client has provably received: after them it is sent a PING with a token, and
 * its PONG proves that it has read everything before. One such PING is under way at a time. Owned by the thread {@code
 * chat}.
 */
public final class Receipts {
    /** Live messages within this time share a PING. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * The limit of conversations that wait for a PONG; beyond it the oldest are not acknowledged, and sent again later.
     */
    static final int MAX_CONVERSATIONS = 1000;

    /** The start of a token; a number follows. */
    public static final String TOKEN = "receipt-";

    /** The part of a conversation that was sent: all after one id, up to another. */
    private record Span(long after, long last) {
        /** The union of both, or the earlier one if there is a gap. */
        Span with(Span other) {
            if (after > other.last || other.after > last) {
                return after < other.after ? this : other;
            }
            return new Span(Math.min(after, other.after), Math.max(last, other.last));
        }
    }

    private final Session session;
    private final Journal journal;
    private final Party account;

    /** The entry after which the client is sent all private messages live. */
    private long since;

    /** The newest live message of each conversation, while missed ones are still being sent. */
    private final Map<Place, Long> live = new LinkedHashMap<>(2);

    private Map<Place, Span> sent = new LinkedHashMap<>(2);
    private Map<Place, Span> pinged = Map.of();
    private boolean catchingUp;
    private boolean underWay;
    private boolean pausing;
    private boolean urgent;
    private long number;

    Receipts(Session session, Journal journal, Party account, long since) {
        this.session = session;
        this.journal = journal;
        this.account = account;
        this.since = since;
    }

    /** Missed messages are about to be sent: live ones are acknowledged only after them. */
    void beginCatchUp() {
        catchingUp = true;
    }

    /** @param complete whether the client was sent all that its account had missed */
    void endCatchUp(boolean complete) {
        catchingUp = false;
        if (complete) {
            since = -1;
        }
        live.forEach((place, id) -> sent(place, since, id));
        live.clear();
        ping();
    }

    /** The session was sent a message. */
    void sent(Place place, long id) {
        if (catchingUp) {
            live.merge(place, id, Math::max);
            bound(live);
        } else {
            sent(place, since, id);
            pingUnlessTooSoon();
        }
    }

    /** The session was sent all messages of a place after one id, up to another; {@link #ping} is to follow. */
    void sent(Place place, long after, long last) {
        sent.merge(place, new Span(after, last), Span::with);
        bound(sent);
    }

    private static void bound(Map<Place, ?> conversations) {
        if (conversations.size() > MAX_CONVERSATIONS) {
            conversations.remove(conversations.keySet().iterator().next());
        }
    }

    /** Sends a PING for all that was sent so far, at once or after the PONG for the previous one. */
    void ping() {
        urgent = true;
        pingUnlessTooSoon();
    }

    private void pingUnlessTooSoon() {
        if (sent.isEmpty() || underWay || (pausing && !urgent) || !session.isOpen()) {
            return;
        }
        urgent = false;
        underWay = true;
        number++;
        pinged = sent;
        sent = new LinkedHashMap<>(2);
        session.send(List.of(Outgoing.line("PING " + TOKEN + number)));
        if (!pausing) {
            pausing = true;
            session.host().later(PAUSE, () -> {
                pausing = false;
                pingUnlessTooSoon();
            });
        }
    }

    /** The client has sent a PONG. */
    void pong(String token) {
        if (underWay && token.equals(TOKEN + number)) {
            underWay = false;
            pinged.forEach((place, span) -> journal.delivered(account, place, span.after, span.last));
            pinged = Map.of();
            pingUnlessTooSoon();
        }
    }
}
