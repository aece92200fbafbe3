package io.securechat.history.store;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.BOB;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.read;
import static io.securechat.history.JournalContract.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.IndexFeed;
import io.securechat.history.salvage.Salvage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged journals, and what is left of them. */
class JournalRescueTest {
    private static final int PAGE = 4096;
    private static final int MESSAGES = 400;
    private static final String LONG = "long " + "y".repeat(20_000);
    private static final Place PRIVATE = Place.between(ADA, BOB);

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private Path saved = Path.of("");

    @BeforeEach
    void fill() {
        file = folder.resolve("chat.db");
        saved = folder.resolve("saved.db");
        try (Journal journal = Journals.open(uri(file))) {
            journal.room("#lab", "topic");
            for (int i = 0; i < MESSAGES; i++) {
                journal.append(
                        draft(i % 2 == 0 ? LAB : PRIVATE, "message " + i + " " + "x".repeat(i)),
                        new JournalContract.Safe());
            }
            append(journal, draft(LAB, LONG));
            Entry regretted = append(journal, draft(LAB, "a secret"));
            append(
                    journal,
                    new Entry.Draft(
                            Entry.REDACT, LAB, ADA, "ada!a@h", "ada", "#lab", "", Map.of(), null, regretted.id()));
        }
    }

    @Test
    void allOfAnIntactJournalIsSaved() throws Exception {
        Salvage.Result result = JournalRescue.salvage(uri(file), saved, (done, total) -> {});
        assertThat(result.lost()).isEmpty();
        assertThat(result.damaged() + result.unreadable()).isZero();
        assertThat(export(saved)).isEqualTo(export(file)).contains(LONG).doesNotContain("a secret");
        try (Journal journal = Journals.open(uri(saved))) {
            assertThat(journal.rooms()).isEqualTo(Map.of("#lab", "topic"));
            append(journal, draft(LAB, "it goes on"));
            assertThat(texts(read(journal, LAB, Range.latest(1)))).containsExactly("it goes on");
        }
        assertThat(JournalRescue.check(uri(saved))).isEmpty();
    }

    @Test
    void aDamagedPageCostsOnlyItsRows() throws Exception {
        long all = lines(export(file));
        damage(page("entry"));
        assertThat(JournalRescue.check(uri(file))).isNotEmpty();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        assertThatThrownBy(() -> JournalMaintenance.export(uri(file), null, part, (done, total) -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(file + " is damaged: ")
                .hasMessageEndingWith(" could be exported, and others may be missing");
        assertThat(part.toString(UTF_8)).doesNotContain("\ufffd");
        Salvage.Result result = JournalRescue.salvage(uri(file), saved, (done, total) -> {});
        assertThat(result.expected()).isEqualTo(MESSAGES + 3);
        assertThat(lines(export(saved))).as("the root has no rows").isEqualTo(all);
        damage(Files.size(file) / PAGE - 2);
        Path less = folder.resolve("less.db");
        JournalRescue.salvage(uri(file), less, (done, total) -> {});
        assertThat(lines(export(less))).isBetween(all - 100, all);
        assertThat(JournalRescue.check(uri(less))).isEmpty();
    }

    @Test
    void aFileWithoutItsFirstPageOrItsSecondHalf() throws Exception {
        long all = lines(export(file));
        damage(1);
        Salvage.Result result = JournalRescue.salvage(uri(file), saved, (done, total) -> {});
        assertThat(result.expected()).as("unknown").isZero();
        assertThat(result.lost()).containsExactly("account", "marker", "inbox", "room");
        assertThat(lines(export(saved))).isEqualTo(all);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2 + 100);
        }
        Path half = folder.resolve("half.db");
        JournalRescue.salvage(uri(file), half, (done, total) -> {});
        assertThat(lines(export(half))).isBetween(1L, all);
    }

    @Test
    void theLogOfAKilledServerIsSavedAndItsFileChecked() throws Exception {
        Path crashed = Files.createDirectory(folder.resolve("crashed")).resolve("chat.db");
        try (Journal journal = Journals.open(uri(file))) {
            append(journal, draft(LAB, "the last one"));
            Files.copy(file.resolveSibling("chat.db-wal"), crashed.resolveSibling("chat.db-wal"));
            Files.copy(file, crashed);
            assertThatThrownBy(() -> JournalRescue.salvage(uri(file), saved, (done, total) -> {}))
                    .hasMessageContaining("is in use by another server");
        }
        JournalRescue.salvage(uri(crashed), saved, (done, total) -> {});
        assertThat(export(saved)).contains("the last one");
        damage(crashed, page("entry_place"));
        Problem problem = catchThrowableOfType(Problem.class, () -> Journals.open(uri(crashed)));
        assertThat(problem).hasMessage(crashed + " is damaged");
        assertThat(problem.hint()).contains("serve salvage saved.db --journal sqlite:" + crashed);
    }

    @Test
    void aFileThatIsNoJournalIsNotSaved() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "Dear diary, ".repeat(1000));
        assertThatThrownBy(() -> JournalRescue.salvage(uri(text), saved, (done, total) -> {}))
                .hasMessage("nothing in " + text + " can be read as a journal");
        assertThat(saved).doesNotExist();
    }

    @Test
    void aBackupReplacesTheJournalAndItsLog() throws Exception {
        Path copy = folder.resolve("copy.db");
        JournalMaintenance.backup(uri(file), copy, (done, total) -> {});
        Path other = Files.createDirectory(folder.resolve("other")).resolve("chat.db");
        try (Journal journal = Journals.open(uri(file))) {
            append(journal, draft(LAB, "after the backup"));
            Files.copy(file, other);
            Files.copy(file.resolveSibling("chat.db-wal"), other.resolveSibling("chat.db-wal"));
            assertThatThrownBy(() -> restore(copy, file)).hasMessageContaining("is in use by another server");
        }
        Path former = restore(copy, other).orElseThrow();
        assertThat(former).hasFileName("chat.db-before-2026-11-28T170000");
        assertThat(export(other)).isEqualTo(export(copy)).doesNotContain("after the backup");
        assertThat(export(former)).contains("after the backup");
        Journals.open(uri(other)).close();
        assertThat(restore(copy, folder.resolve("new.db"))).isEmpty();
        assertThat(export(folder.resolve("new.db"))).isEqualTo(export(copy));
    }

    @Test
    void aDamagedBackupAndTheJournalItselfAreNotRestored() throws Exception {
        Path copy = folder.resolve("copy.db");
        JournalMaintenance.backup(uri(file), copy, (done, total) -> {});
        damage(copy, page("entry_place"));
        String before = export(file);
        assertThatThrownBy(() -> restore(copy, file)).hasMessage(copy + " is damaged");
        assertThatThrownBy(() -> restore(file, file)).hasMessage(file + " is the journal itself");
        assertThat(export(file)).isEqualTo(before);
    }

    @Test
    void theIndexIsNotBlamedForTheJournal() throws Exception {
        damage(page("entry"));
        assertThatThrownBy(() -> new IndexFeed(new JournalFile(file)))
                .isInstanceOf(Problem.class)
                .hasMessage(file + " is damaged");
    }

    @Test
    void anUpgradeKeepsACopy() throws Exception {
        Path old = Files.createFile(folder.resolve("old.db"));
        int version = Schema.JOURNAL.steps().size() - 1;
        Schema former = new Schema(
                Schema.JOURNAL.applicationId(), Schema.JOURNAL.steps().subList(0, version));
        try (Connection connection = Sqlite.write(old, true)) {
            former.apply(connection, old);
            Sqlite.execute(connection, "INSERT INTO party VALUES (7, 'ada@lab')");
        }
        Journals.open(uri(old)).close();
        Path copy = folder.resolve("old.db-version-" + version);
        try (Connection connection = Sqlite.readOnly(copy)) {
            former.check(connection, copy);
            assertThat(Sqlite.number(connection, "SELECT id FROM party")).isEqualTo(7);
        }
        assertThat(restore(copy, old)).isPresent();
    }

    private static Optional<Path> restore(Path copy, Path journal) throws IOException {
        return JournalRescue.restore(copy, uri(journal), LocalDateTime.of(2026, 11, 28, 17, 0), (done, total) -> {});
    }

    private static String export(Path journal) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalMaintenance.export(uri(journal), null, out, (done, total) -> {});
        return out.toString(StandardCharsets.UTF_8);
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    private static String uri(Path journal) {
        return "sqlite:" + journal;
    }

    private long page(String table) throws Exception {
        try (Connection connection = Sqlite.read(file)) {
            return Sqlite.number(connection, "SELECT rootpage FROM sqlite_master WHERE name='" + table + "'");
        }
    }

    private void damage(long page) throws IOException {
        damage(file, page);
    }

    private static void damage(Path journal, long page) throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            assertThat(channel.write(
                            ByteBuffer.wrap("Q".repeat(PAGE).getBytes(StandardCharsets.UTF_8)), (page - 1) * PAGE))
                    .isEqualTo(PAGE);
        }
    }
}
