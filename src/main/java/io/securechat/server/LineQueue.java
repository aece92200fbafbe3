package io.securechat.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a session has sent and that are not carried out yet. The next one is carried out when its person has a turn, but
 * not before the journal has what was said before, the answer before is there, the client has read most of what it was sent, and
 * the user's budget has room. More is read only when none is left. Owned by the thread {@code chat}.
 */
final class LineQueue {
    /** How many messages of a session may be on their way into the journal at a time. */
    private static final int MAX_APPENDING = 64;

    /** The part of its send queue that may be full before no more commands are carried out. */
    private static final int CLOGGED = 4;

    private final Host host;
    private final LineHandler handler;
    private final Session session;
    private final ClientConnection connection;
    private final Queue<Line> lines = new ArrayDeque<>(1);

    /** Messages on their way into the journal. */
    private int appending;

    /** Answers, delays and readers that have to be waited for. */
    private int awaiting;

    /** Whether the connection has been asked for more. */
    private boolean reading;

    /** Whether the session waits for a turn of its person, or has it. */
    private boolean queued;

    /** Why there is no connection any more, or null while there is one. */
    private @Nullable String disconnected;

    LineQueue(Host host, LineHandler handler, Session session, ClientConnection connection) {
        this.host = host;
        this.handler = handler;
        this.session = session;
        this.connection = connection;
    }

    /** Adds lines that were read; the connection reads more when they are done. */
    void add(List<Line> received) {
        lines.addAll(received);
        reading = false;
        advance();
    }

    /** The connection has ended. */
    void disconnected(String reason) {
        disconnected = reason;
        Person person = session.person();
        if (queued && person != null && !person.delay(session).isZero()) {
            waitForTurn();
        }
        advance();
    }

    /** Must be followed by {@link #appended} when the message is delivered. Until then only messages are carried out. */
    void appending() {
        appending++;
    }

    void appended() {
        appending--;
        advance();
    }

    /** Must be followed by {@link #arrived} when what is waited for is there. Until then nothing is carried out. */
    void awaiting() {
        awaiting++;
    }

    void arrived() {
        awaiting--;
        advance();
    }

    /** Queues for a turn if the next line may run, and has more read when none is left. */
    void advance() {
        Person person = session.person();
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

    /** The person has to wait before the next turn. A session without a connection does not wait for that, but leaves. */
    void waitForTurn() {
        if (disconnected != null) {
            session.leave(disconnected);
        }
    }

    /**
     * Carries out the next line, if it still may run.
     *
     * @return whether the line behind it may run now
     */
    boolean runNext() {
        Line line = lines.peek();
        if (line != null && mayRun()) {
            lines.remove();
            session.chargeLine();
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
        return !lines.isEmpty() && awaiting == 0 && mayOvertake() && !isClogged() && isAdmitted();
    }

    private boolean mayOvertake() {
        return appending == 0
                || (appending < MAX_APPENDING
                        && lines.peek() instanceof Line.Parsed parsed
                        && handler.mayOvertakeAppends(parsed.message()));
    }

    /** Whether the client has to read first what it was answered before; if so, the session goes on when it has. */
    private boolean isClogged() {
        boolean clogged = connection.backlog() > host.settings().sendQueue() / CLOGGED;
        if (clogged) {
            awaiting();
            session.drained().thenRun(() -> host.executor().execute(this::arrived));
        }
        return clogged;
    }

    /** Whether it is not too much for now; if it is, the session goes on later, and is not read meanwhile. */
    private boolean isAdmitted() {
        Duration delay = session.delay();
        if (!delay.isZero()) {
            awaiting();
            host.later(delay, this::arrived);
        }
        return delay.isZero();
    }
}
