package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.Problem;
import io.securechat.Threads;
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

/** A server in a separate process, and the resources it uses. */
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
     * Starts a server, and waits until it listens.
     *
     * @throws Problem if it exits instead
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
        throw new Problem("the server does not start: " + said, "run it by itself: " + String.join(" ", command));
    }

    /** Starts a program without the user's settings in the environment. */
    static Process run(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SECURECHAT_") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    /** Discards the log, which goes through a pipe as in production. */
    private static void discard(BufferedReader output) {
        Threads.daemon("server's log", () -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The server has exited.
                    }
                })
                .start();
    }

    int port() {
        return port;
    }

    /** The processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The resident memory in kilobytes, 0 if it is unknown. */
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
