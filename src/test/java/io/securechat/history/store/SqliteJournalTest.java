package io.securechat.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Markers;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Retention;
import io.securechat.history.Search;
import io.securechat.history.TestJournals;
import io.securechat.history.file.Sqlite;
import io.securechat.history.sqlite.Pruner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persistence of a journal in a file, and deletion of what expires or is redacted. */
class SqliteJournalTest extends JournalContract {
    @TempDir
    Path folder;

    @Override
    public Journal open(Clock at) {
        return open(Retention.FOREVER, at);
    }

    private Journal open(Retention retention, Clock at) {
        return TestJournals.in(file(""), retention, at);
    }

    /** The file's name has characters with a meaning in URIs. */
    private Path file(String suffix) {
        return folder.resolve("a b?c=d%20#\u00e9.db" + suffix);
    }

    @Test
    void everythingIsThereAgainAfterAnEnd() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        Place whisper = Place.between(BOB, EVE);
        Entry.Draft rich = new Entry.Draft(
                "NOTICE",
                whisper,
                EVE,
                "eve!e@h",
                null,
                "bob",
                "two\nlines \u00e9\u4e2d\ud83d\ude00",
                Map.of("+x", "a;b c"),
                "n1",
                0);
        Entry kept;
        try (Journal journal = open()) {
            journal.welcome(BOB);
            journal.welcome(ADA);
            kept = append(journal, rich);
            journal.delivered(ADA, whisper, -1, kept.id());
            journal.mark(BOB, whisper, noon);
            append(journal, draft(whisper, EVE, "later", null));
            journal.delivered(BOB, whisper, -1, kept.id());
        }
        try (Journal journal = open()) {
            assertThat(read(journal, whisper, new Range(-1, Long.MAX_VALUE, 1, false, Set.of())))
                    .containsExactly(kept);
            assertThat(journal.accounts()).containsExactly(BOB, ADA);
            assertThat(journal.marker(BOB, whisper)).contains(noon);
            assertThat(texts(journal.undelivered(BOB, -1, 10, false).join())).containsExactly("later");
            Safe safe = new Safe();
            journal.append(rich, safe);
            assertThat(safe.next.join()).isEqualTo(kept);
            assertThat(safe.again).isTrue();
            assertThat(texts(journal.search(new Search(List.of(whisper), "LINE", "", -1, Long.MAX_VALUE, 9))
                            .join()
                            .entries()))
                    .containsExactly(rich.text());
        }
    }

    @Test
    void statesOfRoomsSurviveARestart() {
        try (Journal journal = open()) {
            journal.room("#lab", "one");
            journal.room("#den", "den");
            append(journal, draft(LAB, "a"));
            journal.room("#den", "");
            journal.room("#lab", "two");
        }
        try (Journal journal = open()) {
            assertThat(journal.rooms()).isEqualTo(Map.of("#lab", "two"));
        }
    }

    @Test
    void theStateOfARoomIsStoredBeforeLaterEntries() throws Exception {
        try (Journal journal = open()) {
            journal.room("#lab", "locked");
            append(journal, draft(LAB, "secret"));
            try (Connection other = Sqlite.read(file(""));
                    Statement statement = other.createStatement();
                    ResultSet row = statement.executeQuery("SELECT state FROM room WHERE name='#lab'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("locked");
            }
        }
    }

    @Test
    void aFileOfTheFirstVersionGetsWhatItLacks() throws Exception {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "old"));
        }
        try (Connection old = Sqlite.write(file(""), true)) {
            Sqlite.execute(old, "DROP TABLE room");
            Sqlite.execute(old, "DROP TABLE era");
            Sqlite.execute(old, "DROP TABLE inbox");
            Sqlite.execute(old, "DROP INDEX party_needed");
            Sqlite.execute(old, "ALTER TABLE party DROP COLUMN needed");
            Sqlite.execute(old, "PRAGMA user_version=1");
        }
        try (Journal journal = open()) {
            journal.room("#lab", "state");
            assertThat(texts(read(journal, LAB, Range.latest(1)))).containsExactly("old");
        }
        try (Journal journal = open()) {
            assertThat(journal.rooms()).isEqualTo(Map.of("#lab", "state"));
        }
    }

    @Test
    void idsGrowWhenTheClockIsSetBackAndAcrossRestarts() {
        List<Long> ids = new ArrayList<>();
        try (Journal journal = open(Retention.FOREVER, clock)) {
            ids.add(append(journal, draft(LAB, "a")).id());
            clock.set(clock.instant().minus(Duration.ofDays(1)));
            Entry last = append(journal, draft(LAB, "b"));
            ids.add(last.id());
            ids.add(append(journal, redaction(last, "c")).id());
        }
        clock.set(clock.instant().minus(Duration.ofDays(1)));
        try (Journal journal = open(Retention.FOREVER, clock)) {
            ids.add(append(journal, draft(LAB, "d")).id());
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void timesAreKnownAgainAfterAnEnd() {
        List<Entry> all = new ArrayList<>();
        try (Journal journal = open(clock)) {
            clock.set(NOON.plus(Duration.ofHours(2)));
            all.add(append(journal, draft(LAB, "future")));
            clock.set(NOON);
            all.add(append(journal, draft(LAB, "right")));
        }
        clock.set(NOON.minus(Duration.ofHours(1)));
        try (Journal journal = open(clock)) {
            all.add(append(journal, draft(LAB, "early")));
            assertThat(read(journal, LAB, Range.latest(10))).isEqualTo(all);
            assertThat(journal.timeOf(all.get(1).id())).isEqualTo(NOON);
        }
        clock.set(NOON.plus(Duration.ofDays(1)));
        try (Journal journal = open(clock)) {
            all.add(append(journal, draft(LAB, "late")));
            assertThat(read(journal, LAB, Range.latest(10))).isEqualTo(all);
            assertThat(all)
                    .extracting(Entry::time)
                    .containsExactly(
                            NOON.plus(Duration.ofHours(2)),
                            NOON,
                            NOON.minus(Duration.ofHours(1)),
                            NOON.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void idsGrowThoughNothingOlderIsKept() {
        long before;
        try (Journal journal = open(new Retention(Duration.ofHours(1), 0), clock)) {
            before = append(journal, draft(LAB, "a")).id();
            clock.set(clock.instant().plus(Duration.ofDays(1)));
            awaitEntries(journal, 0);
        }
        clock.set(Instant.EPOCH);
        try (Journal journal = open(Retention.FOREVER, clock)) {
            assertThat(append(journal, draft(LAB, "b")).id()).isGreaterThan(before);
        }
    }

    @Test
    void theSameNonceInOneCommitIsOneEntry() {
        Safe safe = new Safe();
        try (Journal journal = open()) {
            for (int i = 0; i < 500; i++) {
                journal.append(draft(LAB, ADA, "once", "n"), safe);
            }
        }
        assertThat(safe.entries).hasSize(500).containsOnly(safe.next.join());
        try (Journal journal = open()) {
            assertThat(journal.contents().join().entries()).isEqualTo(1);
        }
    }

    @Test
    void aNonceIsKnownForAWeekWhateverIsKeptOfItsEntry() {
        try (Journal journal = open(new Retention(Duration.ofHours(1), 0), clock)) {
            Entry first = append(journal, draft(LAB, ADA, "once", "n1"));
            clock.set(clock.instant().plus(Duration.ofDays(6)));
            awaitEntries(journal, 0);
            assertThat(append(journal, draft(LAB, ADA, "once", "n1"))).isEqualTo(first);
            clock.set(clock.instant().plus(Duration.ofDays(2)));
            Await.until(() -> append(journal, draft(LAB, ADA, "once", "n1")).id() > first.id());
        }
    }

    @Test
    void expiredEntriesAreDeleted() {
        try (Journal journal = open(new Retention(Duration.ofDays(2), 0), clock)) {
            Place whisper = Place.between(ADA, BOB);
            append(journal, draft(whisper, "old whisper"));
            for (int i = 0; i < Pruner.STEP + 10; i++) {
                journal.append(draft(LAB, "old " + i), new Safe());
            }
            append(journal, draft(DEN, "old"));
            clock.set(clock.instant().plus(Duration.ofDays(1)));
            Entry young = append(journal, draft(LAB, "young"));
            clock.set(clock.instant().plus(Duration.ofDays(1)).plusSeconds(1));
            awaitEntries(journal, 1);
            assertThat(texts(read(journal, LAB, Range.latest(1000)))).containsExactly("young");
            assertThat(journal.contents().join()).isEqualTo(new Journal.Contents(1, young.time()));
            assertThat(journal.conversations(ADA, List.of(LAB, DEN), Range.latest(10))
                            .join())
                    .containsExactly(new Journal.Conversation(LAB, young));
            assertThat(found(journal, "old", "", 10)).isEmpty();
            assertThat(append(journal, draft(whisper, "again")).draft().place()).isEqualTo(whisper);
            assertThat(texts(read(journal, whisper, Range.latest(10)))).containsExactly("again");
        }
    }

    @Test
    void markersAndPointersEndWithWhatWasSaid() throws Exception {
        Place whisper = Place.between(ADA, BOB);
        try (Journal journal = open(new Retention(Duration.ofDays(2), 0), clock)) {
            journal.welcome(ADA);
            journal.welcome(BOB);
            Entry said = append(journal, draft(whisper, "old"));
            append(journal, draft(DEN, "old"));
            append(journal, draft(LAB, "old"));
            journal.delivered(BOB, whisper, -1, said.id());
            for (Place place : List.of(whisper, DEN, LAB)) {
                journal.mark(BOB, place, clock.instant());
            }
            append(journal, draft(LAB, "old, too"));
            assertThat(count("marker")).isEqualTo(3);
            assertThat(count("inbox")).isEqualTo(1);
            clock.set(clock.instant().plus(Duration.ofDays(1)));
            append(journal, draft(LAB, "young"));
            clock.set(clock.instant().plus(Duration.ofDays(1)).plusSeconds(1));
            awaitEntries(journal, 1);
            Await.until(() -> journal.markers() == 1);
            assertThat(journal.marker(BOB, LAB)).isPresent();
        }
        assertThat(count("marker")).isEqualTo(1);
        assertThat(count("inbox")).isZero();
    }

    @Test
    void markersThatAreReplacedLeaveTheFile() throws Exception {
        try (Journal journal = open(clock)) {
            for (int i = 0; i <= Markers.MAX + 1; i++) {
                journal.mark(ADA, Place.room("#" + i), clock.instant());
            }
        }
        assertThat(count("marker")).isEqualTo(Markers.MAX);
        try (Connection old = Sqlite.write(file(""), true)) {
            for (int i = 0; i < 5; i++) {
                Sqlite.execute(old, "INSERT INTO marker VALUES ('ada@lab', '#more" + i + "', 1)");
            }
        }
        try (Journal journal = open(clock)) {
            assertThat(journal.markers()).isEqualTo(Markers.MAX);
        }
        assertThat(count("marker")).isEqualTo(Markers.MAX);
    }

    @Test
    void guestsEndWithWhatTheyHaveSaid() throws Exception {
        Place whisper = Place.between(EVE, ADA);
        try (Journal journal = open(new Retention(Duration.ofDays(2), 0), clock)) {
            for (int i = 0; i < Pruner.STEP + 10; i++) {
                journal.append(draft(LAB, Party.guest("guest", "stay" + i), "old", null), new Safe());
            }
            append(journal, draft(whisper, EVE, "old", null));
            append(journal, draft(LAB, BOB, "old", null));
            assertThat(count("party")).isEqualTo(Pruner.STEP + 10 + 3);
            clock.set(clock.instant().plus(Duration.ofDays(1)));
            append(journal, draft(whisper, ADA, "young", null));
            append(journal, draft(LAB, Party.guest("guest", "stay0"), "young", null));
            clock.set(clock.instant().plus(Duration.ofDays(1)).plusSeconds(1));
            awaitEntries(journal, 2);
            clock.set(clock.instant().plus(Duration.ofDays(1)).plusSeconds(1));
            append(journal, draft(DEN, ADA, "youngest", null));
            awaitEntries(journal, 1);
            Await.until(() -> count("party") == 2); // Ada, and a guest within an hour of the last pruned entry
            append(journal, draft(whisper, EVE, "again", null));
            append(journal, draft(LAB, Party.guest("guest", "stay1"), "again", null));
            assertThat(texts(read(journal, whisper, Range.latest(10)))).containsExactly("again");
            assertThat(texts(read(journal, LAB, Range.latest(10)))).containsExactly("again");
        }
    }

    private long count(String table) {
        try (Connection other = Sqlite.read(file(""))) {
            return Sqlite.number(other, "SELECT count(*) FROM " + table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOldestGoWhenItTakesTooMuchSpace() {
        long limit = 2 << 20;
        String long1000 = "x".repeat(1000);
        try (Journal journal = open(new Retention(null, limit), clock)) {
            for (int i = 0; i < 10_000; i++) {
                journal.append(draft(LAB, i + long1000), new Safe());
            }
            append(journal, draft(LAB, "the end"));
            clock.set(clock.instant().plusSeconds(2));
            Await.until(() -> journal.contents().join().entries() < 2000);
            assertThat(journal.contents().join().entries()).isGreaterThan(500);
            assertThat(texts(read(journal, LAB, Range.latest(2)))).containsExactly("9999" + long1000, "the end");
        }
        assertThat(file("")).satisfies(file -> assertThat(Files.size(file)).isLessThan(2 * limit));
    }

    @Test
    void redactedBytesLeaveTheFiles() throws Exception {
        String secret = "xyzzy-secret-password";
        Path copy = folder.resolve("copy.db");
        Path export = folder.resolve("all.jsonl");
        try (Journal journal = open()) {
            append(journal, draft(LAB, "plain-and-harmless"));
            Entry entry = append(journal, draft(LAB, secret + "-\u00e9\u4e2d-" + "y".repeat(9000) + secret));
            Entry tagged = append(
                    journal,
                    new Entry.Draft(
                            "NOTICE", LAB, EVE, secret + "!e@h", null, "#lab", "", Map.of("+x", secret), "n", 0));
            assertThat(has(file("-wal"), secret)).isTrue();
            append(journal, redaction(entry, "oops"));
            append(journal, redaction(tagged, "oops"));
            JournalMaintenance.backup("sqlite:" + file(""), copy, (done, total) -> {});
            JournalMaintenance.export("sqlite:" + file(""), null, export, (done, total) -> {});
            Await.until(() -> !has(file("-wal"), secret));
            assertThat(journal.find(entry.id()).join()).isEmpty();
            assertThat(journal.find(tagged.id()).join()).isEmpty();
            for (Path path : List.of(file(""), file("-wal"), copy, export)) {
                assertThat(has(path, secret)).as(path.toString()).isFalse();
            }
        }
        assertThat(has(file(""), "plain-and-harmless")).isTrue();
        assertThat(has(copy, "plain-and-harmless")).isTrue();
        assertThat(Files.readAllLines(export)).hasSize(3);
        assertThat(has(file(""), secret)).isFalse();
    }

    @Test
    void theyLeaveTheFilesAlsoAmongOthersThatArePruned() throws Exception {
        int count = 6000;
        Random random = new Random(1);
        List<Entry> entries = new ArrayList<>();
        Retention hour = new Retention(Duration.ofHours(1), 0);
        try (Journal journal = open(hour, clock)) {
            for (int i = 0; i < count; i++) {
                Safe safe = new Safe();
                String text = "<secret " + i + ">" + "x".repeat(random.nextInt(i % 20 == 0 ? 9000 : 200));
                journal.append(draft(LAB, text), safe);
                if (i == count / 3 || i == count - 1) {
                    safe.next.join();
                    clock.set(clock.instant().plus(Duration.ofMinutes(59)));
                }
            }
            entries.addAll(read(journal, LAB, new Range(-1, Long.MAX_VALUE, count, true, Set.of())));
            awaitEntries(journal, count - count / 3 - 1);
            entries.subList(0, count / 3 + 1).clear();
            Collections.shuffle(entries, random);
            List<Entry> half = entries.subList(0, entries.size() / 2);
            for (Entry entry : half) {
                journal.append(redaction(entry, ""), new Safe());
            }
            append(journal, draft(LAB, "the end"));
            assertThat(read(journal, LAB, Range.latest(count))).hasSize(entries.size() - half.size() + 1);
        }
        Set<String> left = new HashSet<>();
        Pattern.compile("<secret \\d+>").matcher(bytes(file(""))).results().forEach(match -> left.add(match.group()));
        Function<Entry, String> secret = entry -> entry.draft().text().replaceAll("x*$", "");
        assertThat(entries.subList(0, entries.size() / 2)).extracting(secret).doesNotContainAnyElementsOf(left);
        assertThat(left)
                .containsAll(entries.subList(entries.size() / 2, entries.size()).stream()
                        .map(secret)
                        .toList());
    }

    /** A former state, such as a redacted topic, leaves the files, also after a restart. */
    @Test
    void formerStatesOfRoomsLeaveTheFiles() throws Exception {
        Random random = new Random(1);
        Set<String> present = new HashSet<>();
        try (Journal journal = open()) {
            present = changeRooms(journal, random);
        }
        try (Journal journal = open()) {
            Set<String> first = present;
            Await.until(() -> states().equals(first));
            Set<String> second = changeRooms(journal, random);
            append(journal, redaction(append(journal, draft(LAB, "old topic")), ""));
            Await.until(() -> states().equals(second));
        }
        assertThat(states()).hasSizeGreaterThan(100);
    }

    /** Changes the states of many rooms many times, and returns the last ones. */
    private static Set<String> changeRooms(Journal journal, Random random) {
        Map<String, String> states = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            String name = "#room" + random.nextInt(200);
            String state = "<state " + random.nextLong() + ">";
            boolean isForgotten = i % 7 == 0;
            journal.room(name, isForgotten ? "" : state + "x".repeat(random.nextInt(i % 20 == 0 ? 9000 : 300)));
            states.put(name, isForgotten ? "" : state);
            if (i % 10 == 0) {
                append(journal, draft(LAB, "m" + i));
            }
        }
        return states.values().stream().filter(state -> !state.isEmpty()).collect(Collectors.toSet());
    }

    /** Returns the states visible in the journal's files. */
    private Set<String> states() {
        Set<String> found = new HashSet<>();
        for (Path path : List.of(file(""), file("-wal"))) {
            Pattern.compile("<state -?\\d+>").matcher(bytes(path)).results().forEach(match -> found.add(match.group()));
        }
        return found;
    }

    @Test
    void onlyTheOwnerCanReadItsFiles() throws IOException {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "a"));
            assertThat(found(journal, "a", "", 1)).hasSize(1);
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> all = files.toList();
                assertThat(all).contains(file(""), file("-wal"), file("-shm"), file("-lock"), file("-search"));
                for (Path path : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
        assertThat(file("-wal")).doesNotExist();
    }

    @Test
    void itIsReadWhileItIsWritten() {
        Safe safe = new Safe();
        try (Journal journal = open()) {
            IntStream.range(0, 5000).forEach(i -> journal.append(draft(LAB, "m" + i), safe));
            int seen = 0;
            while (seen < 5000) {
                List<Entry> all = read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10_000, false, Set.of()));
                assertThat(all.size()).isGreaterThanOrEqualTo(seen);
                assertThat(all).extracting(Entry::id).isSorted();
                seen = all.size();
            }
        }
        assertThat(safe.entries).hasSize(5000);
    }

    private static void awaitEntries(Journal journal, long count) {
        Await.until(
                () -> journal.contents().join().entries() == count,
                () -> count + " entries, and not " + journal.contents().join().entries());
    }

    private static boolean has(Path file, String text) {
        return bytes(file).contains(text);
    }

    private static String bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
