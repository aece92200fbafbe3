package io.securechat.history.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Range;
import io.securechat.history.store.Journals;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
    @Override
    public Journal open(Clock at) {
        return new MemoryJournal(MemoryJournal.CAPACITY, at);
    }

    @Test
    void keepsNoMoreThanItsCapacity() {
        try (Journal journal = new MemoryJournal(2, Clock.systemUTC())) {
            List.of("a", "b", "c").forEach(text -> append(journal, draft(LAB, text)));
            assertThat(texts(read(journal, LAB, Range.latest(10)))).containsExactly("b", "c");
        }
    }

    @Test
    void idsGrowWhileTheClockStandsStill() {
        Clock stopped = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        try (Journal journal = new MemoryJournal(10, stopped)) {
            Entry a = append(journal, draft(LAB, "a"));
            Entry b = append(journal, draft(LAB, "b"));
            assertThat(b.id()).isEqualTo(a.id() + 1);
            assertThat(b.time()).isEqualTo(stopped.instant());
        }
    }

    @Test
    void anUnknownUriIsAProblem() {
        assertThatThrownBy(() -> Journals.open("papyrus:scroll"))
                .isInstanceOf(Problem.class)
                .hasMessage("there is no journal 'papyrus:scroll'");
    }
}
