package io.securechat.history.index;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.found;
import static io.securechat.history.JournalContract.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Retention;
import io.securechat.history.Search;
import io.securechat.history.Span;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Sqlite;
import io.securechat.history.search.Scan;
import io.securechat.history.store.JournalMaintenance;
import io.securechat.history.store.SqliteJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal survives the loss of its index, and a search finds no deleted message, whatever is in the index. */
class SearchIndexTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");
    private Path index = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("chat.db");
        index = folder.resolve("chat.db-search");
    }

    private Journal open() {
        return SqliteJournal.open(new JournalFile(file), Retention.FOREVER, Clock.systemUTC());
    }

    @Test
    void anIndexThatIsMissingIsMadeAgain() throws Exception {
        fill("gamma");
        Files.delete(index);
        try (Journal journal = open()) {
            assertThat(found(journal, "gamma", "", 10)).containsExactly("alpha gamma");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "truncated", "holes", "of another journal", "of an older journal"})
    void anIndexThatIsOfNoUseIsMadeAgain(String kind) throws Exception {
        if (kind.equals("of an older journal")) {
            try (Journal journal = open()) {
                append(journal, draft(LAB, "alpha gamma"));
            }
            JournalMaintenance.backup("sqlite:" + file, folder.resolve("backup.db"), (done, total) -> {});
            fill("ghost");
            Files.move(folder.resolve("backup.db"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } else {
            fill("gamma");
            byte[] whole = Files.readAllBytes(index);
            switch (kind) {
                case "text" -> Files.writeString(index, "hello");
                case "truncated" -> Files.write(index, java.util.Arrays.copyOf(whole, 4096));
                case "holes" -> {
                    java.util.Arrays.fill(whole, 4096, whole.length, (byte) 7);
                    Files.write(index, whole);
                }
                default -> {
                    Files.move(file, folder.resolve("away"));
                    fill("gamma");
                    Files.write(index, whole);
                }
            }
        }
        try (Journal journal = open()) {
            Instant deadline = Instant.now().plusSeconds(20);
            while (!finds(journal, "gamma")) {
                assertThat(Instant.now()).isBefore(deadline);
            }
            append(journal, draft(LAB, "delta"));
            assertThat(found(journal, "delta", "", 10)).containsExactly("delta");
            assertThat(found(journal, "ghost", "", 10)).isEmpty();
        }
    }

    /** The search that meets the damage fails; later ones are complete. */
    private static boolean finds(Journal journal, String word) {
        try {
            return found(journal, word, "", 10).equals(List.of("alpha " + word));
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(Problem.class);
            return false;
        }
    }

    /** A search during a rebuild fails instead of returning some of the results. */
    @Test
    void aLongWayIsGoneWhileTheJournalIsUsed() throws Exception {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "alpha gamma"));
            for (int i = 0; i < 25_000; i++) {
                journal.append(draft(LAB, "message " + i), new JournalContract.Safe());
            }
        }
        Files.deleteIfExists(index);
        try (Journal journal = open()) {
            Entry now = append(journal, draft(LAB, "now"));
            assertThat(journal.find(now.id()).join()).contains(now);
            Instant deadline = Instant.now().plusSeconds(30);
            while (!finds(journal, "gamma")) {
                assertThat(Instant.now()).isBefore(deadline);
            }
            assertThat(found(journal, "24999", "", 10)).containsExactly("message 24999");
            assertThat(found(journal, "now", "", 10)).containsExactly("now");
        }
    }

    @Test
    void messagesAppendedWithoutTheIndexAreIndexedLater() throws Exception {
        fill("gamma");
        byte[] early = Files.readAllBytes(index);
        Entry late;
        try (Journal journal = open()) {
            append(journal, draft(LAB, "late"));
            late = append(journal, draft(LAB, "later"));
            append(journal, redaction(late, "never"));
        }
        Files.write(index, early);
        try (Journal journal = open()) {
            assertThat(found(journal, "late", "", 10)).containsExactly("late");
            assertThat(found(journal, "never", "", 10)).isEmpty();
            assertThat(journal.find(late.id()).join()).isEmpty();
        }
    }

    @Test
    void accentsDoNotMatter() {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "Gr\u00fc\u00dfe aus Z\u00fcrich, \u041f\u0440\u0438\u0432\u0435\u0442"));
            for (String words :
                    List.of("gru\u00dfe", "ZURICH", "z\u00fcr", "zu\u0308rich", "\u043f\u0440\u0438\u0432", "aus Z")) {
                assertThat(found(journal, words, "", 10)).as(words).hasSize(1);
            }
        }
    }

    @Test
    void manyPlacesAreNotTooMany() {
        try (Journal journal = open()) {
            List<Place> rooms = new ArrayList<>();
            for (int i = 0; i < 1500; i++) {
                Place room = Place.room("#room" + i);
                rooms.add(room);
                journal.append(draft(room, "word " + i), new JournalContract.Safe());
            }
            append(journal, draft(LAB, "word"));
            assertThat(journal.search(new Search(rooms, "word", "", -1, Long.MAX_VALUE, 5000))
                            .join()
                            .entries())
                    .hasSize(1500);
        }
    }

    /** Most candidates match the first letters only, so that the query becomes more selective meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRareWordIsFoundAmongManyThatBeginAlike(boolean newest) {
        try (Journal journal = open()) {
            List<String> rare = new ArrayList<>();
            for (int i = 0; i < 4 * FtsQuery.SAMPLE; i++) {
                String text = i % 100 == 50 ? "everyone nowadays " + i : "everyone nowhere " + i;
                if (i % 100 == 50) {
                    rare.add(text);
                }
                journal.append(draft(LAB, text), new JournalContract.Safe());
            }
            append(journal, draft(LAB, "the last"));
            Search search = new Search(
                    "", Set.of(LAB), null, "every nowadays", "", new Range(Span.ALL, 1000, newest, Set.of()));
            Journal.Found found = journal.search(search).join();
            assertThat(found.complete()).isTrue();
            assertThat(JournalContract.texts(found.entries())).isEqualTo(rare);
        }
    }

    /** A redaction between two slices of a search. */
    @Test
    void messagesRedactedDuringASearchAreNotFound() throws Exception {
        try (Journal journal = open()) {
            Entry secret = append(journal, draft(LAB, "alpha secret"));
            append(journal, draft(LAB, "alpha"));
            assertThat(found(journal, "alpha", "", 10)).hasSize(2);
            try (IndexReader reader = new IndexReader(new JournalFile(file))) {
                Scan scan = reader.scan(new Search(Set.of(LAB), "alpha", "", Span.ALL, 10));
                assertThat(scan.run(System.nanoTime() + Duration.ofMinutes(1).toNanos()))
                        .isTrue();
                assertThat(scan.found()).hasSize(2);
                append(journal, redaction(secret, "oops"));
                assertThat(JournalContract.texts(scan.found())).containsExactly("alpha");
            }
        }
    }

    @Test
    void aFullPartHasOneSegment() throws Exception {
        try (IndexTables tables = IndexTables.open(index, 1, 0)) {
            for (long id = 1; id <= IndexTables.PART; id++) {
                tables.add(id, List.of("w" + id % 1000));
                if (id % (IndexTables.PART / 3) == 0) {
                    tables.commit(id);
                }
            }
            tables.commit(IndexTables.PART);
            assertThat(segments(1)).isGreaterThan(1);
            tables.add(IndexTables.PART + 1, List.of("w1"));
            tables.commit(IndexTables.PART + 1);
            assertThat(segments(1)).isEqualTo(1);
        }
    }

    private long segments(long part) throws SQLException {
        try (Connection connection = Sqlite.read(index)) {
            return Sqlite.number(connection, "SELECT count(DISTINCT segid) FROM " + IndexTables.table(part) + "_idx");
        }
    }

    @Test
    void partsComeAndGo() throws Exception {
        long all = 2L * IndexTables.PART + 10;
        try (IndexTables tables = IndexTables.open(index, 1, 0)) {
            for (long id = 1; id <= all; id++) {
                tables.add(10 * id, List.of("w" + id % 1000));
            }
            tables.commit(10 * all);
            assertThat(ids()).hasSize(2 * IndexTables.PART / 1000 + 1).isSorted();
            tables.remove(20_070);
            tables.remove(20_075);
            tables.commit(10 * all);
            assertThat(ids()).startsWith(70L, 10_070L, 30_070L);
            tables.prune(10L * IndexTables.PART - 1);
            assertThat(ids()).hasSize(IndexTables.PART / 1000 + 1);
            tables.prune(10L * IndexTables.PART + 70);
            assertThat(ids()).hasSize(IndexTables.PART / 1000);
            assertThat(parts()).isEqualTo(2);
            tables.prune(10L * all - 1);
            assertThat(ids()).isEmpty();
            assertThat(parts()).isEqualTo(1);
        }
        try (IndexTables tables = IndexTables.open(index, 1, 10 * all)) {
            assertThat(tables.upto()).isEqualTo(10 * all);
            tables.add(10 * all + 5, List.of("w7"));
            tables.commit(10 * all + 5);
            assertThat(ids()).containsExactly(10 * all + 5);
        }
    }

    private long parts() throws SQLException {
        try (Connection connection = Sqlite.read(index)) {
            return Sqlite.number(connection, "SELECT count(*) FROM part");
        }
    }

    /** Returns the ids of all entries with a word. */
    private List<Long> ids() throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = Sqlite.read(index);
                Statement statement = connection.createStatement()) {
            DocumentNumbers numbers = new DocumentNumbers(connection);
            for (long part : numbers.parts()) {
                String table = IndexTables.table(part);
                try (ResultSet row =
                        statement.executeQuery("SELECT rowid FROM " + table + " WHERE " + table + " MATCH '\"w7\"'")) {
                    while (row.next()) {
                        ids.add(numbers.idOf(row.getLong(1)));
                    }
                }
            }
        }
        return ids;
    }

    private void fill(String word) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "beta"));
            append(journal, draft(LAB, "alpha " + word));
            append(
                    journal,
                    new Entry.Draft(
                            "PRIVMSG", Place.room("#den"), ADA, "ada!a@h", "ada", "#den", "gamma", Map.of(), null, 0));
            assertThat(found(journal, word, "", 10)).containsExactly("alpha " + word);
        }
    }
}
