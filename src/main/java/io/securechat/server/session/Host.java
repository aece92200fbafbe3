package io.securechat.server.session;

import io.securechat.server.limit.Work;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The chat as its sessions see it. */
public interface Host {
    /** Returns whether the caller is the thread {@code chat}, which owns the state of sessions, users and rooms. */
    boolean isOwner();

    Settings settings();

    Instant now();

    /** Runs tasks on the thread {@code chat}, in order; at once if this is it. */
    Executor executor();

    /** Runs a task on the thread {@code chat} after a delay. */
    void later(Duration delay, Runnable task);

    Turns turns();

    Work work();

    /** Admits a session, or closes it with the reason. */
    void opened(Session session);

    /** A session has ended; with the last one of a user, the user leaves. */
    void left(Session session, String reason);
}
