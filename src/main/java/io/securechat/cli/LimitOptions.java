package io.securechat.cli;

import io.securechat.server.Settings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Limits on what clients may use of the server. */
final class LimitOptions {
    /** Minimum in bytes; less would cut off readers of an ordinary list of names. */
    private static final int MIN_SENDQ = 65_536;

    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Minimum burst: the lines of a client's registration have to pass at once. */
    private static final int MIN_BURST = 20;

    /** Slowest rate: beyond this, the answer to a client's own PING would come too late for it. */
    private static final int MAX_SECONDS_PER_MESSAGE = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Connections at a time (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--max-per-certificate",
            paramLabel = "N",
            description =
                    "Connections at a time with the same certificate (50 with one that names a person, 1000 with one that is shared, any number with --flood off); 0 for any number.")
    private @Nullable Integer perCertificate;

    @Option(
            names = "--large-room",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "A room with more members tells who comes and goes only to those who ask for the names (${DEFAULT-VALUE}).")
    private int largeRoom;

    @Option(
            names = "--flood",
            paramLabel = "MSGS/SECONDS",
            defaultValue = "200/20",
            description =
                    "What a user may send at once, and again in each span of time (${DEFAULT-VALUE}); what is more waits for its turn. off: any amount.")
    private String flood = "";

    @Option(
            names = "--sendq",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            description = "What may wait for a reader before it is disconnected (${DEFAULT-VALUE}).")
    private int sendQueue;

    @Option(
            names = "--ping",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "Silence after which a client is asked for a sign of life, and again after which it is disconnected (${DEFAULT-VALUE}).")
    private int ping;

    int connections() {
        require(connections > 0, "--max-connections", connections, "use 1 or more");
        return connections;
    }

    /** Connections at a time with one certificate; 0 for any number, which is the default where users may send any amount. */
    int perCertificate() {
        if (perCertificate == null) {
            return flood.equals("off") ? 0 : Settings.Limits.DEFAULT_PER_CERTIFICATE;
        }
        require(perCertificate >= 0, "--max-per-certificate", perCertificate, "use 1 or more, or 0 for any number");
        return perCertificate;
    }

    int largeRoom() {
        require(largeRoom > 0, "--large-room", largeRoom, "use 1 or more");
        return largeRoom;
    }

    /** Bytes that may wait for a reader. */
    int sendQueue() {
        require(sendQueue >= MIN_SENDQ, "--sendq", sendQueue, "use " + MIN_SENDQ + " or more");
        return sendQueue;
    }

    Duration ping() {
        require(ping > 0, "--ping", ping, "use 1 or more");
        return Duration.ofSeconds(ping);
    }

    /** Null for any amount. */
    Settings.@Nullable Rate flood() {
        if (flood.equals("off")) {
            return null;
        }
        Matcher rate = RATE.matcher(flood);
        int messages = rate.matches() ? Integer.parseInt(rate.group(1)) : 0;
        int seconds = rate.matches() ? Integer.parseInt(rate.group(2)) : 0;
        boolean valid = messages >= MIN_BURST && seconds > 0 && seconds <= messages * MAX_SECONDS_PER_MESSAGE;
        require(
                valid,
                "--flood",
                flood,
                "use a number of messages and of seconds such as 200/20, not below " + MIN_BURST
                        + " messages and one in " + MAX_SECONDS_PER_MESSAGE + " seconds, or off");
        return new Settings.Rate(messages, Duration.ofSeconds(seconds));
    }

    private void require(boolean valid, String option, Object value, String hint) {
        UsageException.require(spec, valid, option, value, hint);
    }
}
