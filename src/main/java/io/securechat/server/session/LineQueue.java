package io.securechat.server.session;

import io.securechat.server.connection.ClientConnection;
import io.securechat.server.limit.Safely;
import io.securechat.server.wire.Line;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a session has sent and that wait to be carried out. The next line runs when its person has a turn, but not before
 * the journal has stored earlier messages, the previous reply is complete, the client has read most of what it was sent, and the
 * user's rate limit permits it. The connection is read again when no line is left. Owned by the thread {@code chat}.
 */
public final class LineQueue {
    /** Messages of a session that the journal stores at a time. */
    private static final int MAX_APPENDING = 64;

    /** The part of its send queue that may be full before no more commands are carried out. */
    private static final int CLOGGED = 4;

    private final Host host;
    private final LineHandler handler;
    private final Session session;
    private final ClientConnection connection;
    private final Queue<Line> lines = new ArrayDeque<>(1);

    /** Messages that the journal has not stored yet. */
    private int appending;

    /** Answers, delays and slow readers to wait for. */
    private int suspended;

    /** True while the connection is read. */
    private boolean reading;

    /** True while the session waits for a turn of its person, or has it. */
    private boolean queued;

    /** The reason for the end of the connection, or null while it is open. */
    private @Nullable String disconnected;

    LineQueue(Host host, LineHandler handler, Session session, ClientConnection connection) {
        this.host = host;
        this.handler = handler;
        this.session = session;
        this.connection = connection;
    }

    /** Adds lines; the connection is read again when they are done. */
    void add(List<Line> received) {
        lines.addAll(received);
        reading = false;
        advance();
    }

    /** The number of lines that wait. */
    public int size() {
        return lines.size();
    }

    /** The connection has ended. */
    void disconnected(String reason) {
        disconnected = reason;
        Person person = session.budget().person();
        if (queued && person != null && !person.delay(session).isZero()) {
            waitForTurn();
        }
        advance();
    }

    /** The journal stores a message; until {@link #appended} only further messages are carried out. */
    public void appending() {
        appending++;
    }

    public void appended() {
        appending--;
        advance();
    }

    /** Runs no lines until {@link #resume} has been called as often as this. */
    void suspend() {
        suspended++;
    }

    void resume() {
        suspended--;
        advance();
    }

    /** Queues for a turn if the next line may run, or reads on if none is left. */
    void advance() {
        assert host.isOwner();
        Person person = session.budget().person();
        if (queued || person == null) {
            return;
        }
        if (mayRun()) {
            queued = true;
            host.turns().ready(session, person);
        } else if (disconnected != null) {
            if (lines.isEmpty() || appending == 0) {
                session.leave(disconnected);
            }
        } else if (lines.isEmpty() && !reading) {
            reading = true;
            connection.courier().resume(connection);
        }
    }

    /** The person has to wait for its next turn; a session without a connection ends instead. */
    void waitForTurn() {
        if (disconnected != null) {
            session.leave(disconnected);
        }
    }

    /**
     * Carries out the next line, if it still may run.
     *
     * @return whether the line after it may run now
     */
    boolean runNext() {
        Line line = lines.peek();
        if (line != null && mayRun()) {
            lines.remove();
            session.budget().chargeLine();
            Safely.run(() -> session.cause(() -> handler.run(session, line)));
        }
        queued = mayRun();
        if (!queued) {
            advance();
        }
        return queued;
    }

    /** The session has ended: nothing more is carried out. */
    void clear() {
        lines.clear();
    }

    private boolean mayRun() {
        return !lines.isEmpty() && suspended == 0 && mayOvertake() && !suspendedByReader() && !suspendedByRate();
    }

    private boolean mayOvertake() {
        return appending == 0
                || (appending < MAX_APPENDING
                        && lines.peek() instanceof Line.Parsed parsed
                        && handler.mayOvertakeAppends(parsed.message()));
    }

    /** Suspends the session until its client has read earlier replies, if too many wait; returns whether it did. */
    private boolean suspendedByReader() {
        boolean clogged = connection.backlog() > host.settings().limits().sendQueue() / CLOGGED;
        if (clogged) {
            suspend();
            session.drained().thenRun(() -> host.executor().execute(this::resume));
        }
        return clogged;
    }

    /** Suspends the session for as long as its rate limit demands, if it does; returns whether it did. */
    private boolean suspendedByRate() {
        Duration delay = session.budget().delay();
        if (delay.isZero()) {
            return false;
        }
        suspend();
        host.turns().delays(delay);
        host.later(delay, this::resume);
        return true;
    }
}
