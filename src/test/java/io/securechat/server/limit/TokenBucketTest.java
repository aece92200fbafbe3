package io.securechat.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final Settings.Rate RATE = new Settings.Rate(3, Duration.ofSeconds(60));

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - 10); // a monotonic clock may begin anywhere, and overflow
    private final TokenBucket bucket = new TokenBucket(RATE, now::get);

    @Test
    void whatIsTooOftenHasToWaitUntilThereIsATokenAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.tryTake()).isZero();
        }
        assertThat(bucket.tryTake()).isEqualTo(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(15));
        assertThat(bucket.tryTake()).isEqualTo(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(bucket.tryTake()).isZero();
        assertThat(bucket.tryTake()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aDebtIsAFullBucketAtMost() {
        bucket.take(Long.MAX_VALUE);
        assertThat(bucket.delay()).isEqualTo(Duration.ofSeconds(20));
        bucket.take(Long.MAX_VALUE);
        bucket.take(1);
        assertThat(bucket.delay()).isEqualTo(Duration.ofSeconds(80));
        assertThat(bucket.recovery()).isEqualTo(Duration.ofMinutes(2));
        pass(Duration.ofHours(1));
        assertThat(bucket.recovery()).isZero();
    }

    @Test
    void withoutARateThereIsAlwaysAToken() {
        TokenBucket bottomless = new TokenBucket(null, now::get);
        bottomless.take(Long.MAX_VALUE);
        assertThat(bottomless.tryTake()).isZero();
        assertThat(bottomless.recovery()).isZero();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
