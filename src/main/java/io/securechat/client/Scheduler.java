package io.securechat.client;

import java.time.Duration;

/** Runs tasks after a delay, on the thread that owns the conversation. */
@FunctionalInterface
interface Scheduler {
    void schedule(Duration delay, Runnable task);
}
