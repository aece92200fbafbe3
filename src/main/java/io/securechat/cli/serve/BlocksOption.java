package io.securechat.cli.serve;

import io.securechat.history.file.JournalFile;
import io.securechat.history.memory.MemoryJournal;
import io.securechat.server.block.BlockFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --blocks}: the file of blocked accounts, certificates and addresses. */
public final class BlocksOption {
    @Option(
            names = "--blocks",
            paramLabel = "FILE",
            description =
                    "Accounts, certificates and addresses that may not connect (default: the journal's file with -blocks added)")
    private @Nullable Path path;

    /** Returns whether the option names a file. */
    public boolean isGiven() {
        return path != null;
    }

    /** Returns the path that {@link #isGiven}. */
    public Path path() {
        return Objects.requireNonNull(path);
    }

    /** Returns the file, or null if blocks last until the server stops, like the journal {@code memory:}. */
    public @Nullable BlockFile file(JournalOption journal) {
        if (path != null) {
            return new BlockFile(path, Clock.systemUTC());
        }
        return journal.uri().equals(MemoryJournal.URI)
                ? null
                : new BlockFile(JournalFile.of(journal.uri()).real().blocks(), Clock.systemUTC());
    }
}
