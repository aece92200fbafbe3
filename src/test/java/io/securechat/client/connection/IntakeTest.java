package io.securechat.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.securechat.Await;
import io.securechat.irc.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final List<Boolean> reading = new CopyOnWriteArrayList<>();
    private final Intake intake = new Intake(loop, worker::add, reading::add);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsReadWhileTheScreenIsBehind() {
        intake.screenBehind(true);
        Await.until(() -> !reading.isEmpty());
        take("late", 1);
        work();
        onLoop(intake::opened); // a new connection
        assertThat(reading).containsExactly(false, false);
        intake.screenBehind(false);
        Await.until(() -> reading.size() == 3);
        assertThat(reading).containsExactly(false, false, true);
    }

    @Test
    void nothingIsReadWhileTooMuchWaits() {
        String line = "x".repeat(1000);
        int lines = Connection.MAX_PENDING / 1000 + 1;
        take(line, lines);
        assertThat(reading).contains(false).doesNotContain(true);
        for (int i = 0; i < lines / 3; i++) {
            worker.remove().run();
        }
        onLoop(() -> {});
        assertThat(reading).doesNotContain(true);
        work();
        Await.until(() -> reading.contains(true));
    }

    @Test
    void aFloodIsReadInSlices() {
        take("x".repeat(1000), 300);
        work(); // as fast as it comes
        assertThat(reading).contains(false);
        Await.until(() -> reading.contains(true));
    }

    private void take(String text, int lines) {
        onLoop(() -> {
            for (int i = 0; i < lines; i++) {
                intake.take(Message.of("PRIVMSG", "#lobby", text), line -> {});
            }
        });
    }

    private void onLoop(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private void work() {
        while (!worker.isEmpty()) {
            worker.remove().run();
        }
    }
}
