package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.NotificationEmitter;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final int MUCH = 64 << 20;
    private static final int PIECE = 1 << 16;

    @Test
    void garbageIsCollectedWhileLittleGoesOn() throws InterruptedException {
        CountDownLatch collected = new CountDownLatch(1);
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            // Of the whole heap, which nobody does here unasked.
            if (bean.getName().contains("Old") || bean.getName().contains("MarkSweep")) {
                ((NotificationEmitter) bean)
                        .addNotificationListener((notification, handback) -> collected.countDown(), null, null);
            }
        }
        try (Housekeeping housekeeping = new Housekeeping()) {
            housekeeping.serving();
            for (int made = 0; made < MUCH; made += PIECE) {
                ByteBuffer.wrap(new byte[PIECE]).put(0, (byte) 1);
            }
            assertThat(collected.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
