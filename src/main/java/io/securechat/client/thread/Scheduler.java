package io.securechat.client.thread;

import java.time.Duration;

/** Runs tasks after a delay, on the thread that owns the conversation. */
@FunctionalInterface
public interface Scheduler {
    void schedule(Duration delay, Runnable task);
}
