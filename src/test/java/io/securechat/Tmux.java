package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal with a shell: types into it, and reads its screen. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path directory;
    private final Path socket;

    Tmux(Path directory, int columns, int rows) throws IOException, InterruptedException {
        this.directory = directory;
        this.socket = directory.resolve("tmux-" + System.nanoTime());
        tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, "env PS1='$ ' sh");
    }

    /** Types a command and presses Enter. */
    void run(String command) throws IOException, InterruptedException {
        type(command);
    }

    /** Types a line and presses Enter. */
    void type(String line) throws IOException, InterruptedException {
        typeHalf(line);
        press("Enter");
    }

    /** Types without pressing Enter. */
    void typeHalf(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", "--", text);
    }

    /** Presses keys by their tmux names, such as {@code C-d}. */
    void press(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    /** Pastes text as a terminal does, between the marks of a bracketed paste where the program has asked for them. */
    void paste(String text) throws IOException, InterruptedException {
        tmux("set-buffer", text);
        tmux("paste-buffer", "-p");
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** The lines on the screen, without the empty ones at its end. */
    List<String> screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p").stripTrailing().lines().toList();
    }

    /** The screen and all that has scrolled out of it. */
    List<String> history() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-J", "-S", "-")
                .stripTrailing()
                .lines()
                .toList();
    }

    /** Waits until the screen satisfies a condition, and returns it. */
    List<String> await(String what, Predicate<List<String>> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            List<String> screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return fail("the screen never showed " + what + ":\n" + String.join("\n", screen()));
    }

    /** Waits until a line of the screen has a text in it. */
    List<String> await(String text) throws IOException, InterruptedException {
        return await("'" + text + "'", screen -> screen.stream().anyMatch(line -> line.contains(text)));
    }

    /** Waits until the last line of the screen is a prompt with what is typed so far. */
    List<String> awaitPrompt(String prompt) throws IOException, InterruptedException {
        return await(
                "the prompt '" + prompt + "'",
                screen -> !screen.isEmpty() && screen.get(screen.size() - 1).equals(prompt));
    }

    /** Waits until the cursor is in a column, counted from 0. */
    void awaitColumn(int wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int column = column();
        while (column != wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            column = column();
        }
        if (column != wanted) {
            fail("the cursor stands in column " + column + " instead of " + wanted + ":\n"
                    + String.join("\n", screen()));
        }
    }

    private int column() throws IOException, InterruptedException {
        return Integer.parseInt(tmux("display-message", "-p", "#{cursor_x}").strip());
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        Program.require("tmux");
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", directory.toString());
        builder.environment().keySet().removeAll(List.of("XDG_STATE_HOME", "XDG_CONFIG_HOME"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            return fail("tmux " + String.join(" ", arguments) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
