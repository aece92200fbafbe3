package io.securechat.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new SplittableRandom(1), Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Test
    void waitsLongerEachTimeUpToAMinute() {
        for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
