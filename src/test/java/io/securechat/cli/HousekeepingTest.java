package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final int MUCH = 64 << 20;
    private static final int PIECE = 1 << 16;

    @Test
    void garbageIsCollectedWhileLittleGoesOn() {
        try (Housekeeping housekeeping = new Housekeeping()) {
            housekeeping.serving(() -> 0);
            long before = collections();
            for (int made = 0; made < MUCH; made += PIECE) {
                ByteBuffer.wrap(new byte[PIECE]).put(0, (byte) 1);
            }
            Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
            while (collections() == before && Instant.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }
            assertThat(collections()).isGreaterThan(before);
        }
    }

    /** How often the whole heap was collected, which nobody does here unasked. */
    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> bean.getName().contains("Old") || bean.getName().contains("MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
