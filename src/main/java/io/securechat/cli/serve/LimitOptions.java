package io.securechat.cli.serve;

import io.securechat.cli.option.Converters;
import io.securechat.cli.terminal.UsageException;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limits on the resources of the server that clients may use. */
final class LimitOptions {
    /** Minimum in bytes; less would disconnect readers of an ordinary list of names. */
    private static final int MIN_SENDQ = 65_536;

    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Minimum burst: the lines of a client's registration must pass at once. */
    private static final int MIN_BURST = 20;

    /** Slowest rate; below it, the answer to a client's own PING would arrive too late. */
    private static final int MAX_SECONDS_PER_MESSAGE = 10;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "20000",
            converter = Converters.Positive.class,
            description = "Maximum number of connections (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--max-per-certificate",
            paramLabel = "N",
            converter = Converters.NumberOrAny.class,
            description =
                    "Maximum number of connections with the same certificate, 0 for no limit (default: 50 if it names a user, 1000 if it is shared, no limit with --flood off)")
    private @Nullable Integer perCertificate;

    @Option(
            names = "--large-room",
            paramLabel = "N",
            defaultValue = "500",
            converter = Converters.Positive.class,
            description =
                    "In rooms with more than N members, announce joins and parts only to clients that request the names (default: ${DEFAULT-VALUE})")
    private int largeRoom;

    @Option(
            names = "--flood",
            paramLabel = "MSGS/SECONDS",
            defaultValue = "200/20",
            description =
                    "Messages that a user may send at once, and again in each period (default: ${DEFAULT-VALUE}); the excess is delayed. off: no limit")
    private String flood = "";

    @Option(
            names = "--sendq",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            converter = SendQueue.class,
            description =
                    "Disconnect a client when more than BYTES are waiting to be sent to it (default: ${DEFAULT-VALUE})")
    private int sendQueue;

    @Option(
            names = "--ping",
            paramLabel = "SECONDS",
            defaultValue = "120",
            converter = Converters.Positive.class,
            description =
                    "Send a client a PING after SECONDS of silence, and disconnect it after as many again (default: ${DEFAULT-VALUE})")
    private int ping;

    Settings.Limits limits() {
        return new Settings.Limits(
                sendQueue, Duration.ofSeconds(ping), connections, perCertificate(), flood(), largeRoom);
    }

    /** Returns the limit for one certificate; 0 for no limit, which is the default with {@code --flood off}. */
    private int perCertificate() {
        if (perCertificate == null) {
            return flood.equals("off") ? 0 : Settings.Limits.DEFAULT_PER_CERTIFICATE;
        }
        return perCertificate;
    }

    /** Returns the rate of messages, or null for no limit. */
    private Settings.@Nullable Rate flood() {
        if (flood.equals("off")) {
            return null;
        }
        Matcher rate = RATE.matcher(flood);
        int messages = rate.matches() ? Integer.parseInt(rate.group(1)) : 0;
        int seconds = rate.matches() ? Integer.parseInt(rate.group(2)) : 0;
        boolean valid = messages >= MIN_BURST && seconds > 0 && seconds <= messages * MAX_SECONDS_PER_MESSAGE;
        UsageException.require(
                valid,
                "--flood",
                flood,
                "use MESSAGES/SECONDS such as 200/20, with at least " + MIN_BURST + " messages, and at least one every "
                        + MAX_SECONDS_PER_MESSAGE + " seconds, or off");
        return new Settings.Rate(messages, Duration.ofSeconds(seconds));
    }

    private static final class SendQueue extends Converters.Range {
        SendQueue() {
            super(MIN_SENDQ, Integer.MAX_VALUE, "use " + MIN_SENDQ + " or more");
        }
    }
}
