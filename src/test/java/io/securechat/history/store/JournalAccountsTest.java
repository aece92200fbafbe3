package io.securechat.history.store;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.BOB;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.read;
import static io.securechat.history.JournalContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that move from one CA to another. */
class JournalAccountsTest {
    private static final Party NEW_ADA = Party.account("Ada", "new");
    private static final Party NEW_BOB = Party.account("bob", "new");
    private static final Party STRANGER = Party.account("ada", "another");
    private static final Range ALL = new Range(-1, Long.MAX_VALUE, 10, false, Set.of());

    @TempDir
    Path folder;

    private String uri = "";

    @BeforeEach
    void name() {
        uri = "sqlite:" + folder.resolve("chat.db");
    }

    @Test
    void takeMessagesMarkersAndRightsAlong() throws Exception {
        Place between = Place.between(ADA, BOB);
        Entry seen;
        try (Journal journal = Journals.open(uri)) {
            journal.welcome(ADA);
            journal.welcome(BOB);
            journal.welcome(STRANGER);
            append(journal, draft(LAB, ADA, "in the room", "n1"));
            seen = append(journal, draft(between, BOB, "in private", "n2"));
            append(journal, draft(Place.between(STRANGER, BOB), STRANGER, "of another", "n3"));
            journal.mark(ADA, between, seen.time());
            journal.room("#lab", "ROOM #lab #lab 1 1\nOPERATOR ada@lab\nOPERATOR ada@another");
            assertThatThrownBy(() -> new JournalAccounts(uri).move("lab", "new"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("in use");
        }
        JournalAccounts accounts = new JournalAccounts(uri);
        assertThat(accounts.move("lab", "new")).isEqualTo(2);
        assertThat(accounts.move("lab", "new")).isZero();
        assertThat(accounts.list()).containsExactly(STRANGER, NEW_ADA, NEW_BOB);
        try (Journal journal = Journals.open(uri)) {
            Place moved = Place.between(NEW_ADA, NEW_BOB);
            assertThat(texts(read(journal, moved, ALL))).containsExactly("in private");
            assertThat(read(journal, between, ALL)).isEmpty();
            assertThat(texts(journal.undelivered(NEW_ADA, -1, 10, false).join()))
                    .containsExactly("in private");
            assertThat(journal.marker(NEW_ADA, moved)).contains(seen.time());
            assertThat(texts(read(journal, Place.between(STRANGER, NEW_BOB), ALL)))
                    .containsExactly("of another");
            assertThat(journal.rooms())
                    .containsEntry("#lab", "ROOM #lab #lab 1 1\nOPERATOR ada@new\nOPERATOR ada@another");
            assertThat(read(journal, LAB, ALL))
                    .extracting(entry -> entry.draft().author())
                    .containsExactly(NEW_ADA);
        }
    }

    @Test
    void becomeOneWithThoseThatAreThereAlready() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            journal.welcome(ADA);
            journal.welcome(NEW_ADA);
            journal.welcome(BOB);
            append(journal, draft(Place.between(ADA, BOB), BOB, "before", "n1"));
            append(journal, draft(Place.between(NEW_ADA, NEW_BOB), NEW_BOB, "after", "n2"));
            append(journal, draft(LAB, ADA, "one", "n3"));
            append(journal, draft(LAB, NEW_ADA, "two", "n4"));
        }
        assertThat(new JournalAccounts(uri).move("lab", "new")).isEqualTo(2);
        try (Journal journal = Journals.open(uri)) {
            assertThat(texts(read(journal, Place.between(NEW_ADA, NEW_BOB), ALL)))
                    .containsExactly("before", "after");
            assertThat(texts(journal.undelivered(NEW_ADA, -1, 10, false).join()))
                    .containsExactly("before", "after");
            assertThat(read(journal, LAB, ALL))
                    .extracting(entry -> entry.draft().author())
                    .isEqualTo(List.of(NEW_ADA, NEW_ADA));
            assertThat(journal.conversations(NEW_ADA, List.of(), ALL).join()).hasSize(1);
        }
    }
}
