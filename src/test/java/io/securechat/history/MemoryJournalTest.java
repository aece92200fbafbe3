package io.securechat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
    @Override
    Journal open() {
        return Journal.open("memory:");
    }

    @Test
    void keepsNoMoreThanItsCapacity() {
        try (Journal journal = new MemoryJournal(2, Clock.systemUTC())) {
            List.of("a", "b", "c").forEach(text -> journal.append(draft("#lab", text), entry -> {}));
            assertThat(journal.latest("#lab", 10))
                    .extracting(entry -> entry.draft().text())
                    .containsExactly("b", "c");
        }
    }

    @Test
    void idsGrowWhileTheClockStandsStill() {
        List<Entry> safe = new ArrayList<>();
        Clock stopped = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        try (Journal journal = new MemoryJournal(10, stopped)) {
            journal.append(draft("#lab", "a"), safe::add);
            journal.append(draft("#lab", "b"), safe::add);
        }
        assertThat(safe.get(1).id()).isEqualTo(safe.get(0).id() + 1);
        assertThat(safe.get(1).time()).isEqualTo(stopped.instant());
    }

    @Test
    void anUnknownUriIsAProblem() {
        assertThatThrownBy(() -> Journal.open("papyrus:scroll"))
                .isInstanceOf(Problem.class)
                .hasMessage("there is no journal 'papyrus:scroll'");
    }
}
