package io.securechat.tls;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that changes only when it is set. */
public final class SettableClock extends Clock {
    private volatile Instant now = Instant.now();

    /** Returns a clock that shows a time such as {@code 2026-11-28T12:00:00Z}. */
    public static SettableClock at(String time) {
        SettableClock clock = new SettableClock();
        clock.set(Instant.parse(time));
        return clock;
    }

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
