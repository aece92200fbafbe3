package io.securechat.history;

import java.time.Clock;

/** Journals for tests of other packages. */
public final class TestJournals {
    private TestJournals() {}

    /** A journal in memory that goes by a clock of the test's. */
    public static Journal at(Clock clock) {
        return new MemoryJournal(MemoryJournal.CAPACITY, clock);
    }
}
