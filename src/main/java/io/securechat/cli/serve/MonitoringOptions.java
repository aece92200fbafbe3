package io.securechat.cli.serve;

import io.securechat.Problem;
import io.securechat.cli.control.ControlOption;
import io.securechat.cli.option.Converters;
import io.securechat.cli.terminal.AuditLog;
import io.securechat.cli.terminal.LogFormat;
import io.securechat.cli.terminal.LogLevel;
import io.securechat.cli.terminal.Logging;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The ways to watch a running server and to control it: logs, metrics and the control socket. */
final class MonitoringOptions {
    @Mixin
    private ControlOption control = new ControlOption();

    @Mixin
    private MetricsOption metrics = new MetricsOption();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = Format.class,
            completionCandidates = Format.class,
            description = "Form of the log (default: ${DEFAULT-VALUE}): text, or json for a JSON object on each line")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description =
                    "Audit log: who used a privilege and who was refused, never what was said; opened again on SIGHUP (default: none)")
    private @Nullable Path audit;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log more")
    private boolean verbose;

    /** Sets the form of the log, and how much it contains. */
    void startLogging() {
        Logging.set(logFormat);
        if (verbose) {
            Logging.set(LogLevel.DEBUG);
        }
    }

    ControlOption control() {
        return control;
    }

    /** Returns the address for metrics, or null for none. */
    @Nullable InetSocketAddress metrics() {
        return metrics.address();
    }

    /**
     * Opens the audit log, or returns null if none is wanted.
     *
     * @throws io.securechat.Problem if its file cannot be written
     */
    @Nullable AuditLog openAudit() {
        return audit == null ? null : AuditLog.open(audit);
    }

    /**
     * Checks the files and addresses.
     *
     * @param port of the chat
     * @throws io.securechat.Problem if the server would not start with them
     */
    void check(int port) {
        InetSocketAddress address = metrics.address();
        if (address != null && port != 0 && address.getPort() == port) {
            throw new Problem(
                    "--metrics has the port " + port + " of the chat", "choose another one, such as --metrics 9464");
        }
        if (audit != null) {
            AuditLog.check(audit);
        }
    }

    private static final class Format extends Converters.Choice<LogFormat> {
        Format() {
            super(LogFormat.values());
        }
    }
}
