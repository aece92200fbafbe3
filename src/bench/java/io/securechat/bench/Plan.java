package io.securechat.bench;

import io.securechat.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of measurements.
 *
 * @param warmup the duration of the warm-up before each measurement
 * @param seconds the duration of each measurement
 * @param rate messages per second at a steady rate; 0 for a rate that suits the number of clients
 * @param senders the number of clients that send messages
 * @param window messages in flight per sender when each delivery triggers the next message
 * @param bytes the length of a message's text
 * @param inFlight concurrent handshakes
 * @param capabilities capabilities that IRC clients request, null for none
 * @param capableShare the share of the clients that request them, 0 to 1
 * @param journal the value of {@code serve --journal}
 * @param java the program that runs the servers
 * @param jar the jar to measure, null for the class path
 */
record Plan(
        Duration warmup,
        Duration seconds,
        double rate,
        int senders,
        int window,
        int bytes,
        int inFlight,
        @Nullable String capabilities,
        double capableShare,
        String journal,
        Path java,
        @Nullable Path jar) {

    /** Returns the arguments of java that run securechat. */
    Stream<String> program() {
        return jar == null
                ? Stream.of("-cp", Program.classPath(), "io.securechat.cli.Main")
                : Stream.of("-jar", jar.toAbsolutePath().toString());
    }

    /** Returns the messages per second for a number of clients; by default up to 200, and up to 100,000 deliveries. */
    double rateFor(int clients) {
        return rate > 0 ? rate : Math.min(200, 100_000.0 / clients);
    }
}
