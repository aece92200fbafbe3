package io.securechat.history;

import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.found;
import static io.securechat.history.JournalContract.read;
import static io.securechat.history.JournalContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.securechat.Problem;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Sqlite;
import io.securechat.history.sqlite.Store;
import io.securechat.history.state.Accounts;
import io.securechat.history.store.JournalMaintenance;
import io.securechat.history.store.Journals;
import io.securechat.history.time.Eras;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import io.securechat.history.time.SteadyClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Files of a journal that are moved, deleted, replaced or overwritten while in use: no lost message is confirmed. */
class LostJournalTest {
    @TempDir
    Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    private Path file(String suffix) {
        return home.resolve("chat.db" + suffix);
    }

    private Journal open() {
        return Journals.open("sqlite:" + file(""));
    }

    private static List<String> all(Journal journal) {
        return texts(read(journal, LAB, Range.latest(100_000)));
    }

    private static void refuses(Journal journal) {
        assertThatThrownBy(() -> append(journal, draft(LAB, "lost")))
                .cause()
                .isInstanceOf(Problem.class)
                .hasMessage("the server's journal cannot be written")
                .cause()
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-wal", "-shm"})
    void aFileThatIsMovedAwayIsMissedUntilItIsBack(String suffix) throws Exception {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "before"));
            assertThat(found(journal, "before", "", 1)).hasSize(1); // the index has opened the files, too
            Files.move(file(suffix), folder.resolve("away"));
            refuses(journal);
            refuses(journal);
            Files.move(folder.resolve("away"), file(suffix));
            append(journal, draft(LAB, "after"));
            assertThat(all(journal)).containsExactly("before", "after");
        }
        try (Journal journal = open()) {
            assertThat(all(journal)).containsExactly("before", "after");
        }
    }

    /** The store has cached the place of the failed commit, which is not in the file. */
    @Test
    void aCommitThatFailsWhileAFileIsAwayLeavesNothingBehind() throws Exception {
        open().close();
        try (Connection connection = Sqlite.write(file(""), true)) {
            Sqlite.execute(
                    connection,
                    "CREATE TRIGGER bad BEFORE INSERT ON entry WHEN new.text='bad' BEGIN SELECT RAISE(ABORT, 'bad'); END");
        }
        JournalFile journal = new JournalFile(file(""));
        Ids ids = new Ids(Clock.systemUTC(), 0, Eras.NONE);
        Expiry expiry = new Expiry(Retention.FOREVER, new SteadyClock(Clock.systemUTC(), System::nanoTime, ids), ids);
        Store store = new Store(journal, ids, expiry);
        Accounts.Changes none = new Accounts().takeChanges();
        List<Entry.Draft> failing = new AbstractList<>() {
            @Override
            public Entry.Draft get(int index) {
                if (index == 0) {
                    return draft(LAB, "lost");
                }
                try {
                    Files.move(file(""), folder.resolve("away"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return draft(LAB, "bad");
            }

            @Override
            public int size() {
                return 2;
            }
        };
        assertThatThrownBy(() -> store.commit(failing, none, Map.of())).isInstanceOf(Problem.class);
        Files.move(folder.resolve("away"), file(""));
        store.commit(List.of(draft(LAB, "good")), none, Map.of());
        store.close();
        try (Journal reopened = open()) {
            assertThat(all(reopened)).containsExactly("good");
        }
    }

    /** SQLite would delete a log without its file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLogWithoutItsFileIsKept(boolean emptied) throws Exception {
        Path crashed;
        try (Journal journal = open()) {
            append(journal, draft(LAB, "before"));
            crashed = crash("crash");
        }
        Path log = crashed.resolveSibling("chat.db-wal");
        byte[] main = Files.readAllBytes(crashed);
        byte[] commits = Files.readAllBytes(log);
        Files.delete(crashed);
        if (emptied) {
            Files.createFile(crashed);
        }
        assertThatThrownBy(() -> Journals.open("sqlite:" + crashed))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains("mv " + log + " " + log + ".old"))
                .hasMessage("there is no journal at " + crashed + ", but its latest commits are in " + log);
        assertThat(Files.readAllBytes(log)).isEqualTo(commits);
        Files.write(crashed, main);
        try (Journal journal = Journals.open("sqlite:" + crashed)) {
            assertThat(all(journal)).containsExactly("before");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJournalMissingAtTheStartIsLogged(boolean emptied) throws Exception {
        assertThat(logged(() -> {
                    try (Journal journal = open()) {
                        append(journal, draft(LAB, "before"));
                        assertThat(found(journal, "before", "", 1)).hasSize(1);
                    }
                    open().close();
                }))
                .isEmpty();
        Files.delete(file(""));
        if (emptied) {
            Files.createFile(file(""));
        }
        assertThat(logged(() -> {
                    try (Journal journal = open()) {
                        append(journal, draft(LAB, "after"));
                        assertThat(found(journal, "after", "", 1)).hasSize(1);
                    }
                    open().close();
                }))
                .containsExactly(file("")
                        + " is new and empty, but has the search index of an earlier journal beside it; if that"
                        + " journal was moved or deleted by mistake, stop the server and restore it");
    }

    @Test
    void aJournalThatOthersCanChangeIsLogged() throws Exception {
        open().close();
        Files.setPosixFilePermissions(file(""), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(logged(() -> open().close()))
                .containsExactly("other users of this machine can change " + file("")
                        + ": its permissions are rw-rw-rw-; chmod 600 " + file(""));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static List<String> logged(Work work) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(JournalFile.class);
        log.start();
        logger.addAppender(log);
        try {
            work.run();
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aMovedFolderIsDetected() throws Exception {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "before"));
            Files.move(home, folder.resolve("away"));
            refuses(journal);
            Files.createDirectory(home);
            refuses(journal);
            Files.delete(home);
            Files.move(folder.resolve("away"), home);
            append(journal, draft(LAB, "after"));
        }
        try (Journal journal = open()) {
            assertThat(all(journal)).containsExactly("before", "after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-wal", "-shm"})
    void aFileThatIsReplacedIsNotTheJournal(String suffix) throws Exception {
        Journal journal = open();
        append(journal, draft(LAB, "before"));
        Files.copy(file(suffix), folder.resolve("copy"));
        Files.move(folder.resolve("copy"), file(suffix), StandardCopyOption.REPLACE_EXISTING);
        refuses(journal);
        journal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-wal"})
    void aFileThatIsCutOffIsNotTheJournal(String suffix) throws Exception {
        Journal journal = open();
        append(journal, draft(LAB, "before"));
        Files.newByteChannel(file(suffix), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
        refuses(journal);
        refuses(journal);
        journal.close();
    }

    @Test
    void aBackupThatIsCopiedOverTheOpenFileStaysWhole() throws Exception {
        Path backup = folder.resolve("backup.db");
        Journal journal = open();
        append(journal, draft(LAB, "before"));
        JournalMaintenance.backup("sqlite:" + file(""), backup, (done, total) -> {});
        append(journal, draft(LAB, "after"));
        byte[] bytes = Files.readAllBytes(backup);
        Files.write(file(""), bytes);
        refuses(journal);
        journal.close();

        assertThat(Files.readAllBytes(file(""))).isEqualTo(bytes);
        // The next process shares no memory with this one, whose connection stays open.
        Path next = Files.createDirectory(folder.resolve("next")).resolve("chat.db");
        Files.copy(file(""), next);
        Files.copy(file("-wal"), Path.of(next + "-wal"));
        assertThatThrownBy(() -> Journals.open("sqlite:" + next))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(next + "-wal does not belong to " + next);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("chat.db");
        Files.copy(file(""), elsewhere);
        try (Journal restored = Journals.open("sqlite:" + elsewhere)) {
            assertThat(all(restored)).containsExactly("before");
        }
    }

    @Test
    void anotherProgramMayMoveTheLogIntoTheFileByTheRules() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 5; i++) {
                append(journal, draft(LAB, "m" + i));
                try (Connection other = Sqlite.write(file(""), true)) {
                    assertThat(Sqlite.number(other, "PRAGMA wal_checkpoint(TRUNCATE)"))
                            .isZero();
                }
            }
            assertThat(all(journal)).containsExactly("m0", "m1", "m2", "m3", "m4");
        }
    }

    @Test
    void filesLeftByACrashOpen() throws Exception {
        int count = 12_000;
        try (Journal journal = open()) {
            for (int round = 1; round <= 4; round++) {
                for (int i = 0; i < count / 4 - 1; i++) {
                    journal.append(draft(LAB, "x".repeat(4000)), new JournalContract.Safe());
                }
                append(journal, draft(LAB, "round " + round));
                Path copy = crash("crash" + round);
                try (Journal after = Journals.open("sqlite:" + copy)) {
                    assertThat(all(after)).hasSize(round * count / 4).endsWith("round " + round);
                }
            }
        }
    }

    @Test
    void aLogOfAnotherTimeIsNotBlendedIntoARestoredFile() throws Exception {
        Path backup = folder.resolve("backup.db");
        Path crashed;
        Path older = folder.resolve("older.db");
        try (Journal journal = open()) {
            append(journal, draft(LAB, "monday"));
            JournalMaintenance.backup("sqlite:" + file(""), backup, (done, total) -> {});
        }
        Files.copy(file(""), older);
        try (Journal journal = open()) {
            append(journal, draft(LAB, "tuesday"));
        }
        try (Journal journal = open()) {
            append(journal, draft(LAB, "wednesday"));
            crashed = crash("crash");
        }
        for (Path main : List.of(backup, older)) {
            Path restored = Files.createDirectory(folder.resolve("restored-" + main.getFileName()))
                    .resolve("chat.db");
            Path log = restored.resolveSibling("chat.db-wal");
            Files.copy(main, restored);
            Files.copy(crashed.resolveSibling("chat.db-wal"), log);
            byte[] bytes = Files.readAllBytes(restored);
            String uri = "sqlite:" + restored;
            assertThatThrownBy(() -> Journals.open(uri))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.hint()).contains("mv " + log + " " + log + ".old"))
                    .hasMessage(log + " does not belong to " + restored + ": one of them was replaced");
            assertThatThrownBy(() -> JournalMaintenance.reindex(uri, (done, total) -> {}))
                    .hasMessageContaining("does not belong to");
            assertThat(Files.readAllBytes(restored)).isEqualTo(bytes);
            Files.move(log, log.resolveSibling("chat.db-wal.old"));
            try (Journal journal = Journals.open(uri)) {
                assertThat(all(journal)).containsExactly("monday");
            }
        }
        try (Journal journal = Journals.open("sqlite:" + crashed)) {
            assertThat(all(journal)).containsExactly("monday", "tuesday", "wednesday");
        }
    }

    @Test
    void aHardLinkIsNoSecondJournal() throws Exception {
        Path link = folder.resolve("link.db");
        try (Journal journal = open()) {
            append(journal, draft(LAB, "before"));
            Files.createLink(link, file(""));
            assertThatThrownBy(() -> Journals.open("sqlite:" + link))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(link + " has 2 hard links");
            append(journal, draft(LAB, "after"));
            assertThat(all(journal)).containsExactly("before", "after");
        }
        assertThatThrownBy(this::open).hasMessageContaining("has 2 hard links");
        Files.delete(link);
        open().close();
    }

    @Test
    void theSameFileByAnotherPathIsInUse() throws Exception {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "before"));
            Path elsewhere = Files.createFile(
                    Files.createDirectory(folder.resolve("elsewhere")).resolve("chat.db"));
            try (Mount mount = Mount.bind(elsewhere, file(""))) {
                assertThat(reindex(mount.point())).contains("error: ").contains("is in use by another server");
            }
            append(journal, draft(LAB, "after"));
            Files.delete(file("-lock"));
            assertThat(reindex(file(""))).contains("error: ").contains("is in use by another server");
        }
        assertThat(reindex(file(""))).doesNotContain("error: ");
    }

    /** Returns the error of another process that opens the journal. */
    private static String reindex(Path journal) throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.securechat.cli.Main",
                        "serve",
                        "reindex",
                        "--journal",
                        "sqlite:" + journal)
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        other.waitFor();
        return said;
    }

    /** Copies the files, as a killed process leaves them, to another folder. */
    private Path crash(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name)).resolve("chat.db");
        Files.copy(file("-wal"), copy.resolveSibling("chat.db-wal"));
        Files.copy(file(""), copy);
        return copy;
    }
}
