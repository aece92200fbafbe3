package io.securechat.bench;

import io.securechat.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to measure.
 *
 * @param warmup how long the same is done before it counts
 * @param seconds how long it counts
 * @param rate messages a second where they do not depend on the answers; 0 for as many as suit the number of clients
 * @param senders how many clients say something
 * @param window messages that each sender has on their way where they depend on the answers
 * @param bytes the length of a message's text
 * @param inFlight handshakes at a time
 * @param capabilities what IRC clients ask for, null for nothing
 * @param capableShare how many of the clients do, from 0 to 1
 * @param journal as {@code serve} takes it
 * @param java the program that runs the servers
 * @param jar the jar to measure; null for the classes of the class path
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

    /** How java is told to run securechat. */
    Stream<String> program() {
        return jar == null
                ? Stream.of("-cp", Program.classPath(), "io.securechat.cli.Main")
                : Stream.of("-jar", jar.toAbsolutePath().toString());
    }

    /** Messages a second that suit a number of clients: at most 200, and at most 100,000 deliveries. */
    double rateFor(int clients) {
        return rate > 0 ? rate : Math.min(200, 100_000.0 / clients);
    }
}
