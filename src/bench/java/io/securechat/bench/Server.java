package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, and what that uses up. */
final class Server implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final String RESIDENT = "VmRSS:";

    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and waits until it tells where it listens.
     *
     * @throws Problem when it ends instead
     */
    static Server start(List<String> command, Path directory) throws IOException {
        Process process = run(command, directory);
        BufferedReader output = process.inputReader(UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                discard(output);
                return new Server(process, Integer.parseInt(matcher.group(1)));
            }
            said.append(line).append('\n');
        }
        throw new Problem("the server does not start, but says: " + said, "try the same: " + String.join(" ", command));
    }

    /** Starts a program without the settings of who runs the benchmark. */
    static Process run(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SECURECHAT_") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    /** The log goes through a pipe, as it does in production, and nobody keeps it. */
    private static void discard(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The server has ended.
                    }
                },
                "server's log");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return port;
    }

    /** The processor time it has taken so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The memory it has at present, in kilobytes, or 0 where nobody tells. */
    long residentKilobytes() {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
