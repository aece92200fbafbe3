package io.securechat.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a watchdog works on its own thread
class WatchdogTest {
    private final String name = "@securechat/" + UUID.randomUUID();
    private final ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "20000"));

    @Test
    void silentWhileTheJournalDoesNotAnswer() throws Exception {
        CompletableFuture<Void> hanging = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(3);
        Journal journal = new Forwarding(Journals.open("memory:")) {
            @Override
            public CompletableFuture<Void> settled() {
                asked.countDown();
                return asked.getCount() == 0 ? hanging : super.settled();
            }
        };
        try (NotifySocket socket = new NotifySocket(name);
                TestServer server = new TestServer(new TestSettings().build(), journal);
                Watchdog watchdog = new Watchdog(manager, server::pulse)) {
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
            Await.latch(asked);
            assertThat(socket.isSilentFor(10)).isTrue();
            hanging.complete(null);
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void everyEventLoopAndTheChatMustAnswer() throws Exception {
        try (TestServer server = new TestServer();
                NotifySocket socket = new NotifySocket(name);
                Watchdog watchdog = new Watchdog(manager, server::pulse)) {
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
            assertThat(socket.take()).isEqualTo("WATCHDOG=1");
        }
    }
}
