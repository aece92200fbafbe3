package io.securechat.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodGuardTest {
    private static final Settings.Rate RATE = new Settings.Rate(50, Duration.ofSeconds(10));
    private static final Duration ONE = Duration.ofMillis(200);

    private final AtomicLong now = new AtomicLong();
    private final FloodGuard guard = new FloodGuard(RATE, now::get);

    @Test
    void aBurstIsThroughAtOnceAndTheRestOneByOne() {
        assertThat(burst(guard)).isEqualTo(50);
        assertThat(guard.delay()).isEqualTo(ONE);
        pass(ONE.minusMillis(1));
        assertThat(guard.delay()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(burst(guard)).isEqualTo(1);
        pass(ONE.multipliedBy(7));
        assertThat(burst(guard)).isEqualTo(7);
    }

    @Test
    void quietGivesTheBurstBackAndNoMore() {
        burst(guard);
        pass(Duration.ofHours(1));
        assertThat(burst(guard)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000_000_000, Long.MIN_VALUE, -1})
    void itDoesNotMatterWhereTheClockBegins(long start) {
        now.set(start);
        FloodGuard other = new FloodGuard(RATE, now::get);
        assertThat(burst(other)).isEqualTo(50);
        pass(RATE.per());
        assertThat(burst(other)).isEqualTo(50);
    }

    @Test
    void whatALineMakesTheServerDoIsPaidForBeforeTheNextOne() {
        guard.chargeLine();
        guard.chargeWork(FloodGuard.BYTES_PER_LINE - 1);
        guard.chargeWork(9 * FloodGuard.BYTES_PER_LINE);
        assertThat(burst(guard)).isEqualTo(40);
        guard.chargeWork(10 * FloodGuard.BYTES_PER_LINE);
        assertThat(guard.delay()).isEqualTo(ONE.multipliedBy(11));
    }

    @Test
    void howeverMuchWasDoneNobodyWaitsForEver() {
        for (int i = 0; i < 100; i++) {
            guard.chargeWork(1L << 40);
        }
        assertThat(guard.delay()).isEqualTo(RATE.per().plus(ONE));
        assertThat(guard.recovery()).isEqualTo(RATE.per().multipliedBy(2));
    }

    @Test
    void withoutARateAnythingGoes() {
        FloodGuard none = new FloodGuard(null, now::get);
        for (int i = 0; i < 100_000; i++) {
            none.chargeLine();
            none.chargeWork(1 << 30);
            assertThat(none.delay()).isZero();
        }
    }

    private static int burst(FloodGuard guard) {
        int through = 0;
        for (; guard.delay().isZero(); through++) {
            guard.chargeLine();
        }
        return through;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
