package io.securechat.history.store;

import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.history.Retention;
import io.securechat.history.file.JournalFile;
import io.securechat.history.memory.MemoryJournal;
import java.time.Clock;

/** A factory of journals by their URI. */
public final class Journals {
    private Journals() {}

    /** Opens a journal that keeps everything. */
    public static Journal open(String uri) {
        return open(uri, Retention.FOREVER);
    }

    /**
     * Opens the journal that a URI names: {@code sqlite:FILE} keeps it in a file, {@code memory:} keeps the last
     * {@value MemoryJournal#CAPACITY} entries until the process ends.
     *
     * @throws Problem if the URI is invalid, or the journal cannot be opened
     */
    public static Journal open(String uri, Retention retention) {
        checkRetention(uri, retention);
        return uri.equals(MemoryJournal.URI)
                ? new MemoryJournal(MemoryJournal.CAPACITY, Clock.systemUTC())
                : SqliteJournal.open(JournalFile.of(uri), retention, Clock.systemUTC());
    }

    /**
     * Checks that a journal could be opened or created, without doing so.
     *
     * @throws Problem if the URI is invalid or does not go with the retention, or the file cannot be where it is to be
     */
    public static void check(String uri, Retention retention) {
        checkRetention(uri, retention);
        if (!uri.equals(MemoryJournal.URI)) {
            JournalFile.of(uri).real().checkWritable();
        }
    }

    private static void checkRetention(String uri, Retention retention) {
        if (uri.equals(MemoryJournal.URI) && !retention.equals(Retention.FOREVER)) {
            throw new Problem(
                    "the journal memory: keeps the last " + MemoryJournal.CAPACITY
                            + " messages, neither fewer nor longer",
                    "use --keep and --keep-size with --journal sqlite:FILE");
        }
    }
}
