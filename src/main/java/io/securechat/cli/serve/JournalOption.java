package io.securechat.cli.serve;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import io.securechat.history.file.JournalFile;
import io.securechat.history.memory.MemoryJournal;
import picocli.CommandLine.Option;

/** {@code --journal}: the store of messages. */
public final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "URI",
            defaultValue = "sqlite:securechat.db",
            description =
                    "Message store (default: ${DEFAULT-VALUE}): either sqlite:FILE, or memory:, which lasts until the server stops")
    private String uri = "";

    /** Returns the journal's URI, which is valid; its file need not exist. */
    public String uri() {
        if (!uri.equals(MemoryJournal.URI)) {
            try {
                JournalFile unused = JournalFile.of(uri);
            } catch (Problem e) {
                throw new UsageException(e);
            }
        }
        return uri;
    }
}
