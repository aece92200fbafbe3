package io.securechat.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HandshakeTasksTest {
    /** Notes which threads look at it: judging a certificate does. */
    private static final class Witness extends Clock {
        final Queue<String> threads = new ConcurrentLinkedQueue<>();

        @Override
        public Instant instant() {
            threads.add(Thread.currentThread().getName());
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return Clock.systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void certificatesAreNotJudgedOnAnEventLoop() throws Exception {
        Witness witness = new Witness();
        try (TestServer server = new TestServer()) {
            server.renew(TestServer.SERVER, TestTrust.of(TestServer.CA.chain(), List.of(), witness));
            try (TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
                ada.register("ada");
            }
        }
        assertThat(witness.threads).isNotEmpty().anyMatch(name -> name.startsWith("handshake-"));
        assertThat(witness.threads).noneMatch(name -> name.startsWith("loop-"));
    }

    @Test
    void whatWaitsIsBounded() throws Exception {
        HandshakeTasks tasks = new HandshakeTasks(1, 1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try {
            tasks.execute(() -> {
                running.countDown();
                Await.latch(end);
            });
            running.await();
            tasks.execute(() -> {});
            assertThatThrownBy(() -> tasks.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("too many handshakes wait for their certificates to be verified");
        } finally {
            end.countDown();
            tasks.close();
        }
    }
}
