package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which private messages a session's client has demonstrably received. Behind the messages it is sent a PING with a token; its PONG
 * proves that it has read everything before. At most one such PING is under way. Owned by the chat's thread.
 */
final class Receipts {
    /** Live messages that follow each other within this time share a PING. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Conversations that may wait for a PONG; beyond that the oldest are not acknowledged, so that they are sent again. */
    static final int MAX_CONVERSATIONS = 1000;

    /** How a token begins; a number follows. */
    static final String TOKEN = "receipt-";

    /** What was sent of a conversation: everything behind one id, up to another. */
    private record Span(long after, long last) {
        /** Both together; where something lies between them, the earlier one. */
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

    /** The client is sent all that is said to its account behind this entry. */
    private long since;

    /** While what was missed is still being sent, the newest live message of each conversation. */
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

    /** What was missed is going to be sent: live messages are acknowledged only when that is complete. */
    void beginCatchUp() {
        catchingUp = true;
    }

    /** @param complete whether the client was sent everything that its account had missed */
    void endCatchUp(boolean complete) {
        catchingUp = false;
        if (complete) {
            since = -1;
        }
        live.forEach((place, id) -> sent(place, since, id));
        live.clear();
        ping();
    }

    /** The session was just sent a message. */
    void sent(Place place, long id) {
        if (catchingUp) {
            live.merge(place, id, Math::max);
            bound(live);
        } else {
            sent(place, since, id);
            pingUnlessTooSoon();
        }
    }

    /** The session was sent all messages of a place behind one id, up to another; {@link #ping} is to follow. */
    void sent(Place place, long after, long last) {
        sent.merge(place, new Span(after, last), Span::with);
        bound(sent);
    }

    private static void bound(Map<Place, ?> conversations) {
        if (conversations.size() > MAX_CONVERSATIONS) {
            conversations.remove(conversations.keySet().iterator().next());
        }
    }

    /** Asks whether what was sent so far has arrived: at once, or when the answer to the question before is there. */
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

    /** The client answers a PING. */
    void pong(String token) {
        if (underWay && token.equals(TOKEN + number)) {
            underWay = false;
            pinged.forEach((place, span) -> journal.delivered(account, place, span.after, span.last));
            pinged = Map.of();
            pingUnlessTooSoon();
        }
    }
}
