package io.securechat.server.session;

import io.securechat.irc.Names;
import io.securechat.server.connection.Peer;
import io.securechat.server.limit.FloodGuard;
import io.securechat.server.limit.Questions;
import io.securechat.server.limit.TokenBucket;
import io.securechat.server.settings.NamePolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The person behind some sessions, as far as it can be known: an account, or all holders of a certificate without a
 * name. All sessions of a person share a rate limit and take turns with other persons as one. Owned by the thread
 * {@code chat}.
 */
public final class Person {
    /** The rate limits of a person, in those of a user: sessions before registration are charged to the person only. */
    private static final int SINGLE = 2;

    private static final int SHARED = 5;

    private final FloodGuard budget;
    private final TokenBucket foundings;
    private final Questions questions;
    private final Queue<Session> ready = new ArrayDeque<>(1);
    private int sessions;

    /** True while the person is forgotten as soon as its budget has recovered, unless it returns. */
    boolean isBeingForgotten;

    /** True while the person waits for its turn. */
    private boolean queued;

    /**
     * @param budget the rate limit of all its sessions together
     * @param foundings the rate limit for rooms it creates
     * @param questions the limit of its questions to the journal at a time
     */
    public Person(FloodGuard budget, TokenBucket foundings, int questions) {
        this.budget = budget;
        this.foundings = foundings;
        this.questions = new Questions(questions);
    }

    /** Returns whether several people may share a certificate, because it gives no name. */
    public static boolean isShared(Peer peer, NamePolicy names) {
        return names == NamePolicy.FREE || peer.name().isEmpty();
    }

    /** The rate limit of a person in those of a user. */
    static int users(Peer peer, NamePolicy names) {
        return isShared(peer, names) ? SHARED : SINGLE;
    }

    /** The key of a person: the same for all sessions of an account, or else for all with the same certificate. */
    public static String key(Peer peer, NamePolicy names) {
        return isShared(peer, names)
                ? peer.fingerprint()
                : peer.name()
                        .map(name -> name.authority() + " " + Names.fold(name.name()))
                        .orElse(peer.fingerprint());
    }

    FloodGuard budget() {
        return budget;
    }

    /** Its questions to the journal. */
    Questions questions() {
        return questions;
    }

    /** Counts the creation of a room; returns false if there were too many lately, because each may leave something for ever. */
    boolean mayCreateRoom() {
        return foundings.tryTake().isZero();
    }

    /** The time until all charges have expired. */
    Duration recovery() {
        return budget.recovery().compareTo(foundings.recovery()) > 0 ? budget.recovery() : foundings.recovery();
    }

    void entered() {
        sessions++;
    }

    void left(Session session) {
        sessions--;
        ready.remove(session);
    }

    boolean isHere() {
        return sessions > 0;
    }

    /** A session has a line that may run; returns whether the person must be queued. */
    boolean add(Session session) {
        ready.add(session);
        boolean first = !queued;
        queued = true;
        return first;
    }

    /**
     * Carries out one line of the next session, if the rate limit permits it.
     *
     * @return the time until the next turn, or null if no session waits
     */
    @Nullable Duration turn() {
        Session next = ready.peek();
        Duration delay = next == null ? Duration.ZERO : delay(next);
        if (!delay.isZero()) {
            List.copyOf(ready).forEach(session -> session.lines().waitForTurn());
        } else if (next != null) {
            ready.remove();
            if (next.lines().runNext()) {
                ready.add(next);
            }
        }
        queued = !ready.isEmpty();
        return queued ? delay : null;
    }

    /** The time until a session may send a line, because of the limits of the person. */
    Duration delay(Session session) {
        return session.isExempt() ? Duration.ZERO : budget.delay();
    }
}
