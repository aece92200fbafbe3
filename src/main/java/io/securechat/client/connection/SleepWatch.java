package io.securechat.client.connection;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Notices that the computer, or the process, was suspended: the clock has moved on by more than the time between two looks. */
final class SleepWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration SLEEP = Duration.ofSeconds(5);

    private final Clock clock;
    private final Runnable woken;
    private Instant last;

    /**
     * Begins to watch.
     *
     * @param clock the computer's, which goes on while it is suspended
     * @param woken runs on the event loop after each sleep
     */
    SleepWatch(Clock clock, EventLoop loop, Runnable woken) {
        this.clock = clock;
        this.woken = woken;
        this.last = clock.instant();
        long millis = BETWEEN_LOOKS.toMillis();
        loop.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant now = clock.instant();
        boolean slept = Duration.between(last, now).compareTo(SLEEP) > 0;
        last = now;
        if (slept) {
            woken.run();
        }
    }
}
