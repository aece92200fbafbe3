package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Real terminals of 80 columns and 24 lines, in a tmux server of their own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path socket;

    Tmux(Path directory) {
        Program.require("tmux");
        socket = directory.resolve("tmux");
    }

    /** Runs a program in a new terminal, which stays when the program has ended. */
    Terminal open(String name, Path directory, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("new-session", "-d", "-s", name, "-x", "80", "-y", "24"));
        arguments.addAll(List.of("-c", directory.toString(), "-e", "LC_ALL=C.UTF-8", "-e", "NO_COLOR="));
        arguments.addAll(List.of(";", "set-option", "-g", "remain-on-exit", "on", ";", "respawn-pane", "-k"));
        arguments.add("-c");
        arguments.add(directory.toString());
        arguments.addAll(command);
        tmux(arguments);
        return new Terminal(name);
    }

    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }

    private String tmux(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", socket.toString()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One of the terminals. */
    final class Terminal {
        private final String name;

        private Terminal(String name) {
            this.name = name;
        }

        /** Types a text, without Enter. */
        Terminal type(String text) {
            tmux(List.of("send-keys", "-t", name, "-l", text));
            return this;
        }

        /** Presses a key by tmux's name for it, such as {@code Enter} or {@code C-c}. */
        Terminal press(String key) {
            tmux(List.of("send-keys", "-t", name, key));
            return this;
        }

        /** Pastes a text as a terminal does, in brackets where the program wants them. */
        Terminal paste(String text) {
            tmux(List.of("set-buffer", "-b", name, text));
            tmux(List.of("paste-buffer", "-p", "-b", name, "-t", name));
            return this;
        }

        Terminal resize(int columns, int lines) {
            tmux(List.of("resize-window", "-t", name, "-x", Integer.toString(columns), "-y", Integer.toString(lines)));
            return this;
        }

        /** What can be seen, without the empty lines at the end. */
        String screen() {
            return tmux(List.of("capture-pane", "-p", "-t", name)).stripTrailing();
        }

        /** All that could be seen since the program has started. */
        String history() {
            return tmux(List.of("capture-pane", "-p", "-S", "-", "-t", name)).stripTrailing();
        }

        /** Waits until the screen ends so. */
        Terminal awaitEnd(String end) {
            return await("end with", screen -> screen.endsWith(end), end);
        }

        /** Waits until a text is somewhere on the screen. */
        Terminal await(String text) {
            return await("show", screen -> screen.contains(text), text);
        }

        private Terminal await(String what, Predicate<String> condition, String text) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            String screen = screen();
            while (!condition.test(screen)) {
                assertThat(System.nanoTime())
                        .as("%s did not %s '%s':%n%s", name, what, text, screen)
                        .isLessThan(deadline);
                LockSupport.parkNanos(LOOK_NANOS); // a terminal tells nobody when it changes
                screen = screen();
            }
            return this;
        }
    }
}
