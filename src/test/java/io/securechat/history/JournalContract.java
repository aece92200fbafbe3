package io.securechat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal keeps to. */
abstract class JournalContract {
    /** An empty journal that keeps at least 1,000 entries. */
    abstract Journal open();

    @Test
    void hearsOfEntriesInTheOrderInWhichTheyWereAppended() {
        List<Entry> safe = Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = open()) {
            for (int i = 0; i < 1000; i++) {
                journal.append(draft("#lab", "message " + i), safe::add);
            }
        }
        assertThat(safe)
                .extracting(entry -> entry.draft().text())
                .isEqualTo(
                        IntStream.range(0, 1000).mapToObj(i -> "message " + i).toList());
        assertThat(safe).extracting(Entry::id).isSorted();
        assertThat(new HashSet<>(safe.stream().map(Entry::msgid).toList())).hasSize(1000);
    }

    @Test
    void anEntryKnowsWhenItWasSaid() {
        List<Entry> safe = Collections.synchronizedList(new ArrayList<>());
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        try (Journal journal = open()) {
            journal.append(draft("#lab", "now"), safe::add);
        }
        assertThat(safe.get(0).time()).isBetween(before, Instant.now());
    }

    @Test
    void tellsTheLatestOfATargetOldestFirst() {
        try (Journal journal = open()) {
            for (String text : List.of("a", "b", "c")) {
                journal.append(draft("#lab", text), entry -> {});
                journal.append(draft("#den", text.repeat(2)), entry -> {});
            }
            assertThat(journal.latest("#lab", 2))
                    .extracting(entry -> entry.draft().text())
                    .containsExactly("b", "c");
            assertThat(journal.latest("#den", 10))
                    .extracting(entry -> entry.draft().text())
                    .containsExactly("aa", "bb", "cc");
            assertThat(journal.latest("#none", 10)).isEmpty();
        }
    }

    static Entry.Draft draft(String target, String text) {
        return new Entry.Draft("PRIVMSG", "ada!ada@host", "ada", target, text, Map.of());
    }
}
