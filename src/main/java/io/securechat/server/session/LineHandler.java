package io.securechat.server.session;

import io.securechat.irc.Message;
import io.securechat.server.wire.Line;

/** Carries out the lines that sessions send, on the thread {@code chat}. */
public interface LineHandler {
    /** Carries out a line and answers it. */
    void run(Session session, Line line);

    /** Returns whether a message may follow others of its session while the journal has not stored these yet. */
    boolean mayOvertakeAppends(Message message);
}
