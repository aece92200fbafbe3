package io.securechat.client.console;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/** A terminal in memory: takes keys, and shows the screen that a person would see. */
final class VirtualTerminal {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern INVISIBLE =
            Pattern.compile("\u001B\\[\\?(?:1004|2004)[hl]|\u001B\\[2[23];2t|\u001BP.*?\u001B\\\\");

    private final Output output = new Output();
    private final ScreenTerminal screen;
    final LineDisciplineTerminal terminal;

    VirtualTerminal(String type, int columns, int rows) throws IOException {
        screen = new ScreenTerminal(columns, rows, true);
        terminal = new LineDisciplineTerminal("test", type, output, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(columns, rows));
    }

    void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    void resize(int columns, int rows) {
        synchronized (output) {
            screen.setSize(Size.of(columns, rows));
        }
        terminal.setSize(Size.of(columns, rows));
        terminal.raise(Signal.WINCH);
    }

    /** All that was written, with its escape sequences. */
    String written() {
        synchronized (output) {
            return output.toString(StandardCharsets.UTF_8);
        }
    }

    /** The lines of the screen, without blanks at their ends and empty lines at the end. */
    String text() {
        synchronized (output) {
            int columns = screen.getColumns();
            long[] cells = new long[columns * screen.getRows()];
            screen.dump(cells, null);
            List<String> lines = new ArrayList<>();
            for (int row = 0; row < screen.getRows(); row++) {
                StringBuilder line = new StringBuilder();
                for (int column = 0; column < columns; column++) {
                    int c = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
                    line.append(c == 0 ? "" : Character.toString(c));
                }
                lines.add(line.toString().stripTrailing());
            }
            return lines.stream().collect(Collectors.joining("\n")).stripTrailing();
        }
    }

    /** Waits until the screen shows exactly some lines. */
    void awaitScreen(String expected) throws InterruptedException {
        await(expected.stripTrailing(), text -> text.equals(expected.stripTrailing()));
    }

    /** Waits until the last line of the screen is a prompt with what is typed so far. */
    void awaitPrompt(String prompt) throws InterruptedException {
        await("… " + prompt, text -> text.substring(text.lastIndexOf('\n') + 1).equals(prompt));
    }

    /** Waits until the screen has a text in it. */
    void await(String part) throws InterruptedException {
        await("… " + part + " …", text -> text.contains(part));
    }

    /** Waits until a sequence is written. */
    void awaitWritten(String sequence) throws InterruptedException {
        waitFor(
                () -> written().contains(sequence),
                () -> sequence.replace("\u001B", "ESC") + " in " + written().replace("\u001B", "ESC"));
    }

    private void await(String expected, Predicate<String> wanted) throws InterruptedException {
        waitFor(() -> wanted.test(text()), () -> "the screen is\n" + text() + "\ninstead of\n" + expected);
    }

    private void waitFor(BooleanSupplier done, Supplier<String> failure) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        synchronized (output) {
            while (!done.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    fail(failure.get());
                }
                output.wait(left);
            }
        }
    }

    /** Draws what is written. The screen knows no private modes but those of the cursor. */
    private final class Output extends ByteArrayOutputStream {
        private int drawn;

        @Override
        public synchronized void flush() {
            String text = new String(buf, drawn, count - drawn, StandardCharsets.UTF_8);
            drawn = count;
            screen.write(INVISIBLE.matcher(text).replaceAll(""));
            notifyAll();
        }
    }
}
