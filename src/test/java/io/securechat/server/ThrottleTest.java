package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long START = Long.MAX_VALUE - 10; // a monotonic clock may begin anywhere, and overflow

    @Test
    void whatIsTooOftenHasToWaitUntilThereIsRoomAgain() {
        Throttle throttle = new Throttle(new Rate(3, Duration.ofSeconds(60)), START);
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.admit(START)).isZero();
        }
        assertThat(throttle.admit(START)).isEqualTo(Duration.ofSeconds(20));
        assertThat(throttle.admit(START + Duration.ofSeconds(15).toNanos())).isEqualTo(Duration.ofSeconds(5));
        assertThat(throttle.admit(START + Duration.ofSeconds(20).toNanos())).isZero();
        assertThat(throttle.admit(START + Duration.ofSeconds(20).toNanos())).isEqualTo(Duration.ofSeconds(20));
    }
}
