package io.securechat.client;

import java.time.Duration;

/** Runs tasks on the client's thread, later. */
@FunctionalInterface
interface Later {
    void in(Duration delay, Runnable task);
}
