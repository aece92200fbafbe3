package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.Threads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenPrinterTest {
    @Test
    void closingWaitsForTheLineThatIsBeingPrinted() throws Exception {
        CountDownLatch printing = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        List<String> printed = new CopyOnWriteArrayList<>();
        CompletableFuture<List<String>> closed = new CompletableFuture<>();
        ScreenPrinter printer = new ScreenPrinter(
                line -> {
                    printing.countDown();
                    Await.latch(slow);
                    printed.add(line.toString());
                },
                () -> {},
                closed::completeExceptionally);
        printer.add(new AttributedString("you have left"));
        Await.latch(printing);
        Thread closer = Threads.daemon("closer", () -> {
            printer.close();
            closed.complete(List.copyOf(printed));
        });
        closer.start();
        Await.until(() -> closer.getState() == Thread.State.TIMED_WAITING || !closer.isAlive());
        slow.countDown();
        assertThat(closed.join()).containsExactly("you have left");
    }

    @Test
    void aScreenThatIsTooSlowIsToldWhatItDoesNotShow() {
        CountDownLatch printing = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        StringBuilder screen = new StringBuilder();
        ScreenPrinter printer = new ScreenPrinter(
                lines -> {
                    printing.countDown();
                    Await.latch(slow);
                    screen.append(lines);
                },
                () -> {},
                failure -> {});
        AttributedString line = new AttributedString("x".repeat(1000));
        printer.add(line);
        Await.latch(printing);
        for (int i = 0; i < 5000; i++) {
            printer.add(line);
        }
        slow.countDown();
        printer.close();
        assertThat(screen.length()).isBetween(ScreenPrinter.MAX_WAITING, ScreenPrinter.MAX_WAITING + 5000);
        assertThat(screen.toString()).endsWith(" more lines came too fast to show)");
    }

    @Test
    void aScreenThatIsBehindSaysSoUntilItHasCaughtUp() {
        CountDownLatch printing = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        List<Boolean> behind = new CopyOnWriteArrayList<>();
        ScreenPrinter printer = new ScreenPrinter(
                lines -> {
                    printing.countDown();
                    Await.latch(slow);
                },
                () -> {},
                failure -> {});
        printer.whenBehind(behind::add);
        AttributedString line = new AttributedString("x".repeat(1000));
        printer.add(line);
        Await.latch(printing);
        for (int i = 0; i < ScreenPrinter.MAX_BEHIND / 1000 - 1; i++) {
            printer.add(line);
        }
        assertThat(behind).containsExactly(false);
        printer.add(line);
        printer.add(line);
        assertThat(behind).containsExactly(false, true);
        slow.countDown();
        Await.until(() -> behind.size() == 3);
        assertThat(behind).containsExactly(false, true, false);
        printer.close();
    }

    @Test
    void theScreensThreadDoesNotDieInSilence() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        ScreenPrinter printer = new ScreenPrinter(
                lines -> {
                    throw new IllegalStateException("no screen");
                },
                () -> {},
                failures::add);
        printer.add(new AttributedString("hello"));
        printer.close();
        assertThat(failures).hasSize(1);
    }
}
