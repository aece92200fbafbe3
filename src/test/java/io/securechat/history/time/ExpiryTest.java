package io.securechat.history.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Retention;
import io.securechat.history.Span;
import io.securechat.tls.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expiry while the clock jumps. */
class ExpiryTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(90);

    private final SettableClock clock = new SettableClock();
    private final AtomicLong ticks = new AtomicLong(-5);
    private Ids ids = new Ids(clock, 0, Eras.NONE);

    @BeforeEach
    void noon() {
        clock.set(NOON);
    }

    private Expiry expiry() {
        return new Expiry(new Retention(KEPT, 0), new SteadyClock(clock, ticks::get, ids), ids);
    }

    /** Advances the clock and the ticker together. */
    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
        clock.set(clock.instant().plus(time));
    }

    private long idAt(Instant time) {
        clock.set(time);
        return ids.next();
    }

    @Test
    void entriesOlderThanTheAgeExpire() {
        Expiry expiry = expiry();
        long first = ids.next();
        pass(KEPT.minusMillis(1));
        assertThat(expiry.firstKept()).isLessThanOrEqualTo(first);
        pass(Duration.ofMillis(2));
        assertThat(expiry.firstKept()).isGreaterThan(first).isLessThan(ids.next());
    }

    @Test
    void withoutALimitNothingIsOld() {
        Expiry expiry = new Expiry(Retention.FOREVER, new SteadyClock(clock, ticks::get, ids), ids);
        ids.next();
        pass(Duration.ofDays(36_500));
        assertThat(expiry.firstKept()).isZero();
    }

    @Test
    void afterAJumpNothingIsOldForADay() {
        Expiry expiry = expiry();
        long first = ids.next();
        clock.set(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(expiry.firstKept()).isZero();
        pass(SteadyClock.HOLD.minusSeconds(1));
        assertThat(expiry.firstKept()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(expiry.firstKept()).isGreaterThan(first);
    }

    @Test
    void correctingTheClockWithinADayLosesNothing() {
        Expiry expiry = expiry();
        long first = ids.next();
        clock.set(Instant.parse("2099-01-01T00:00:00Z"));
        long wrong = ids.next();
        assertThat(expiry.firstKept()).isZero();
        clock.set(NOON.plusSeconds(60));
        ids.next();
        pass(SteadyClock.HOLD);
        assertThat(expiry.firstKept()).isZero();
        pass(SteadyClock.HOLD);
        assertThat(expiry.firstKept()).isLessThanOrEqualTo(first);
        pass(KEPT);
        assertThat(expiry.firstKept()).isGreaterThan(wrong);
    }

    @Test
    void atTheStartALongAbsenceIsAJump() {
        ids.next();
        clock.set(NOON.plus(Duration.ofDays(1)));
        assertThat(expiry().firstKept()).isPositive();
        clock.set(NOON.plus(Duration.ofDays(1)).plusMillis(1));
        Expiry expiry = expiry();
        assertThat(expiry.firstKept()).isZero();
        pass(SteadyClock.HOLD);
        assertThat(expiry.firstKept()).isPositive();
    }

    @Test
    void aClockThatIsFarBackForAWhileMakesNothingOld() {
        long first = idAt(NOON.minus(Duration.ofDays(80)));
        idAt(NOON);
        idAt(Instant.EPOCH.plusSeconds(10));
        idAt(Instant.EPOCH.plusSeconds(600));
        long right = idAt(NOON.plusSeconds(600));
        assertThat(ids.timeOf(right)).isEqualTo(NOON.plusSeconds(600));
        Expiry expiry = expiry();
        assertThat(expiry.firstKept()).isLessThanOrEqualTo(first);
        pass(KEPT);
        assertThat(expiry.firstKept()).isGreaterThan(first).isLessThanOrEqualTo(right);
    }

    @Test
    void eachEraHasItsOwnPartOfATime() {
        long a = idAt(NOON);
        long b = idAt(NOON.plusSeconds(100));
        long c = idAt(NOON.plusSeconds(50));
        long d = idAt(NOON.plusSeconds(60));
        List<Eras.Part> parts = ids.eras()
                .parts(Span.ALL.since(NOON.plusSeconds(50).minusMillis(1)).until(NOON.plusSeconds(101)));
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).includes(a)).isFalse();
        assertThat(parts.get(0).includes(b)).isTrue();
        assertThat(parts.get(1).includes(b)).isFalse();
        assertThat(parts.get(1).includes(c)).isTrue();
        assertThat(parts.get(1).includes(d)).isTrue();
    }

    @Test
    void erasAreNotMoreThanTheirLimit() {
        for (int i = 0; i < 2 * Eras.MAX; i++) {
            idAt(NOON.plusSeconds(i % 2 * 1000L));
        }
        assertThat(ids.eras().isFull()).isTrue();
        assertThat(ids.unsaved()).hasSize(Eras.MAX - 1);
        long last = ids.last();
        assertThat(ids.next()).isGreaterThan(last);
    }
}
