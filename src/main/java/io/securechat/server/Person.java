package io.securechat.server;

import io.securechat.irc.Names;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is behind some sessions, as far as it can be known: an account, or all who share a certificate that says no name. However
 * many sessions there are, together they have one budget, and one turn among all persons. Owned by the chat's thread.
 */
final class Person {
    /** How many users' worth a person may cause: sessions that have not registered are charged to the person only. */
    private static final int SINGLE = 2;

    private static final int SHARED = 5;

    private final FloodGuard budget;
    private final TokenBucket foundings;
    private final Questions questions;
    private final Queue<Session> ready = new ArrayDeque<>(1);
    private int sessions;

    /** Whether it is going to be forgotten when its budget has recovered, unless it comes back. */
    boolean isBeingForgotten;

    /** Whether it is its turn sooner or later. */
    private boolean queued;

    /**
     * @param budget what all of its sessions together may cause
     * @param foundings how many rooms they may make
     * @param questions how many questions they may have asked the journal at a time
     */
    Person(FloodGuard budget, TokenBucket foundings, int questions) {
        this.budget = budget;
        this.foundings = foundings;
        this.questions = new Questions(questions);
    }

    /** Whether a certificate may be several people's, because it says no name. */
    static boolean isShared(Peer peer, NamePolicy names) {
        return names == NamePolicy.FREE || peer.name().isEmpty();
    }

    /** How many times as much as a user a person may cause. */
    static int users(Peer peer, NamePolicy names) {
        return isShared(peer, names) ? SHARED : SINGLE;
    }

    /** Who a session belongs to: the same for all sessions of an account, else for all with a certificate. */
    static String key(Peer peer, NamePolicy names) {
        return isShared(peer, names)
                ? peer.fingerprint()
                : peer.name()
                        .map(name -> name.authority() + " " + Names.fold(name.name()))
                        .orElse(peer.fingerprint());
    }

    FloodGuard budget() {
        return budget;
    }

    /** What it asks the journal. */
    Questions questions() {
        return questions;
    }

    /** Makes a room, if it has not made too many of late: of each one something may be kept for ever. */
    boolean found() {
        return foundings.tryTake().isZero();
    }

    /** How long it takes until nothing it has done counts any more. */
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

    /** A session has lines that may run; tells whether the person has to be queued for that. */
    boolean add(Session session) {
        ready.add(session);
        boolean first = !queued;
        queued = true;
        return first;
    }

    /**
     * Carries out one line of the session whose turn it is, if the budget has room for it.
     *
     * @return how long the person has to wait before its next turn, or null if nothing of it waits
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

    /** How long one of its sessions has to wait because of what all of them have caused. */
    Duration delay(Session session) {
        return session.isExempt() ? Duration.ZERO : budget.delay();
    }
}
