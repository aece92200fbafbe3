package io.securechat.history;

import io.securechat.history.file.JournalFile;
import io.securechat.history.memory.MemoryJournal;
import io.securechat.history.store.SqliteJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Journals for tests of other packages. */
public final class TestJournals {
    private TestJournals() {}

    /** Opens a journal in memory with a test's clock. */
    public static Journal at(Clock clock) {
        return new MemoryJournal(MemoryJournal.CAPACITY, clock);
    }

    /** Opens a journal in a file with a test's clock, which drives its ticker, too. */
    public static Journal in(Path file, Retention retention, Clock clock) {
        return SqliteJournal.open(
                JournalFile.of("sqlite:" + file),
                retention,
                clock,
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }
}
