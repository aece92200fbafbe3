package io.securechat.cli.control;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --control}: the control socket. */
public final class ControlOption {
    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "Control socket of the server (default: the journal's path with -control at its end)")
    private @Nullable Path file;

    /** Returns whether the option is given. */
    public boolean isGiven() {
        return file != null;
    }

    /** Returns the socket's file; empty if none is given and the journal is in memory. */
    public Optional<Path> file(String journal) {
        return file == null ? ControlFile.beside(journal) : Optional.of(file);
    }

    /**
     * Returns a connection to the server.
     *
     * @throws UsageException if neither option names a file
     */
    public ControlClient client(String journal) {
        return new ControlClient(file(journal)
                .orElseThrow(() -> new UsageException(new Problem(
                        "the journal " + journal + " has no file, and no control socket beside it",
                        "name the socket with --control FILE"))));
    }
}
