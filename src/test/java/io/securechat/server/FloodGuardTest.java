package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodGuardTest {
    private static final Rate RATE = new Rate(50, Duration.ofSeconds(10));
    private static final Duration ONE = Duration.ofMillis(200);

    private final SettableClock clock = new SettableClock();
    private final FloodGuard guard = new FloodGuard(RATE, clock);

    @Test
    void aBurstIsThroughAtOnceAndTheRestOneByOne() {
        assertThat(burst()).isEqualTo(50);
        assertThat(guard.admit()).isEqualTo(ONE);
        pass(ONE.minusMillis(1));
        assertThat(guard.admit()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(burst()).isEqualTo(1);
        pass(ONE.multipliedBy(7));
        assertThat(burst()).isEqualTo(7);
    }

    @Test
    void quietGivesTheBurstBackAndNoMore() {
        burst();
        pass(Duration.ofHours(1));
        assertThat(burst()).isEqualTo(50);
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyDownForLong() {
        burst();
        clock.set(clock.instant().minusSeconds(3600));
        assertThat(guard.admit()).isEqualTo(ONE);
        pass(RATE.per());
        assertThat(burst()).isEqualTo(50);
    }

    @Test
    void withoutARateAnythingGoes() {
        FloodGuard none = new FloodGuard(null, clock);
        for (int i = 0; i < 100_000; i++) {
            assertThat(none.admit()).isZero();
        }
    }

    private int burst() {
        int through = 0;
        while (guard.admit().isZero()) {
            through++;
        }
        return through;
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }
}
