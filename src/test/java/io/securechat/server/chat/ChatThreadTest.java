package io.securechat.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatThreadTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final ChatThread thread = new ChatThread(() -> done.add("end"));

    @AfterEach
    void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void whatWaitsIsDoneInOneTurn() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        thread.execute(() -> {
            Await.latch(waiting);
            done.add("one");
        });
        thread.execute(() -> done.add("two"));
        thread.execute(() -> {
            throw new IllegalStateException("a task that fails");
        });
        thread.execute(() -> done.add("three"));
        waiting.countDown();
        close();

        assertThat(done).startsWith("one", "two", "three", "end");
    }

    @Test
    void aTurnEndsThoughMoreIsComing() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        thread.execute(() -> Await.latch(waiting));
        for (int i = 0; i < 1000; i++) {
            thread.execute(() -> done.add("task"));
        }
        waiting.countDown();
        close();

        assertThat(done.indexOf("end")).isBetween(1, 256);
        assertThat(done.stream().filter("task"::equals)).hasSize(1000);
        assertThat(done).endsWith("end");
    }

    @Test
    void whatIsDueLaterEndsWithATurn() throws Exception {
        thread.schedule(() -> done.add("due"), 1, TimeUnit.MILLISECONDS).sync();
        close();

        assertThat(done).containsSubsequence("due", "end");
    }
}
