package io.securechat.history;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Journals for tests of other packages. */
public final class TestJournals {
    private TestJournals() {}

    /** A journal in memory that goes by a clock of the test's. */
    public static Journal at(Clock clock) {
        return new MemoryJournal(MemoryJournal.CAPACITY, clock);
    }

    /** A journal in a file, for which as much time passes as a clock of the test's goes on. */
    public static Journal in(Path file, Retention retention, Clock clock) {
        return SqliteJournal.open(
                JournalFile.of("sqlite:" + file),
                retention,
                clock,
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }
}
