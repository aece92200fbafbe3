package io.securechat.client.connection;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The attempts to get a lost connection back, and the delays between them. Used on the event loop only. */
final class Retries {
    private final Optional<Backoff> backoff;
    private final EventLoop loop;
    private final Runnable attempt;
    private @Nullable ScheduledFuture<?> next;
    private boolean hurried;
    private boolean awaited;

    /**
     * Schedules nothing yet.
     *
     * @param backoff empty for no attempts
     */
    Retries(Optional<Backoff> backoff, EventLoop loop, Runnable attempt) {
        this.backoff = backoff;
        this.loop = loop;
        this.attempt = attempt;
    }

    boolean isOn() {
        return backoff.isPresent();
    }

    /** Schedules the next attempt. Returns the delay before it, empty if there is none. */
    Optional<Duration> next() {
        Optional<Duration> delay = backoff.map(this::delay);
        delay.ifPresent(this::schedule);
        return delay;
    }

    private Duration delay(Backoff times) {
        Duration delay = times.next();
        boolean late = awaited && delay.compareTo(times.longestForMessage()) > 0;
        return hurried ? Duration.ZERO : late ? times.longestForMessage() : delay;
    }

    private void schedule(Duration delay) {
        if (next != null) {
            next.cancel(false);
        }
        next = loop.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        next = null;
        hurried = false;
        attempt.run();
    }

    /** The next attempt does not wait: that which is scheduled, or else the one after the present connection or attempt. */
    void hurry() {
        backoff.ifPresent(Backoff::reset);
        hurried = isOn();
        if (next != null) {
            schedule(Duration.ZERO);
        }
    }

    /** Sets whether a message of the user waits for the connection: the next attempt is soon then. */
    void await(boolean waits) {
        awaited = waits;
        backoff.map(Backoff::longestForMessage).ifPresent(longest -> {
            if (waits && next != null && next.getDelay(TimeUnit.MILLISECONDS) > longest.toMillis()) {
                schedule(longest);
            }
        });
    }

    /** The connection is back. */
    void succeeded() {
        hurried = false;
        backoff.ifPresent(Backoff::reset);
    }
}
