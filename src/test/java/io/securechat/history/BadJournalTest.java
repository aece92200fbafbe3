package io.securechat.history;

import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.read;
import static io.securechat.history.JournalContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.securechat.Problem;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.store.Journals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that cannot be opened: the error says why, and the file does not change. */
class BadJournalTest {
    @TempDir
    Path folder;

    @Test
    void aPlaceWhereNoFileCanBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(folder.resolve("none/chat.db"), "there is no folder " + folder.resolve("none"), "mkdir -p");
        refused(file.resolve("chat.db"), "there is no folder " + file, "mkdir -p");
        refused(folder, folder + " is a folder", folder + "/chat.db");
        assertThatThrownBy(() -> Journals.open("sqlite:")).hasMessage("there is no journal 'sqlite:'");
        assertThatThrownBy(() -> Journals.open("memory:", new Retention(null, 1)))
                .hasMessageContaining("memory: keeps the last 10000");
    }

    @Test
    void aFileThatIsNoJournal() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "Dear diary, ".repeat(1000));
        refused(text, "is not a journal", "--journal");
        assertThat(Files.readString(text)).startsWith("Dear diary").hasSize(12_000);
        Path other = folder.resolve("other.db");
        sql(other, "CREATE TABLE t (x)");
        byte[] before = Files.readAllBytes(other);
        refused(other, "belongs to another program", "--journal");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
    }

    @Test
    void aFileOfANewerVersion() throws Exception {
        Path file = journal();
        sql(file, "PRAGMA user_version=99");
        refused(file, "was written by a newer version", "that version");
        sql(file, "PRAGMA user_version=" + Schema.JOURNAL.steps().size());
        Journals.open("sqlite:" + file).close();
    }

    @Test
    void aDamagedFile() throws Exception {
        Path file = journal();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2 / 4096 * 4096));
        refused(file, "is damaged", "serve salvage saved.db --journal sqlite:" + file);
        Files.write(file, Arrays.copyOf(whole, 4096 + 100));
        refused(file, "is damaged", "serve salvage saved.db --journal sqlite:" + file);
        byte[] holed = whole.clone();
        Arrays.fill(holed, 100, 4096, (byte) 0x5a);
        Files.write(file, holed);
        refused(file, "is damaged", "serve salvage saved.db --journal sqlite:" + file);
        Files.write(file, whole);
        Journals.open("sqlite:" + file).close();
    }

    @Test
    void damageFoundLaterFailsTheQueryThatMeetsIt() throws Exception {
        Path file = journal();
        long leaf = page(file, "entry_place");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]), (leaf - 1) * 4096);
        }
        try (Journal journal = Journals.open("sqlite:" + file)) {
            assertThatThrownBy(() -> read(journal, LAB, Range.latest(1)))
                    .hasRootCauseInstanceOf(java.sql.SQLException.class)
                    .cause()
                    .isInstanceOf(Problem.class)
                    .hasMessageEndingWith("is damaged");
            assertThatThrownBy(() -> append(journal, draft(LAB, "b")))
                    .cause()
                    .isInstanceOf(Problem.class)
                    .hasMessage("the server's journal cannot be written");
        }
    }

    @Test
    void aFileInUse() throws Exception {
        Path file = journal();
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        try (Journal journal = Journals.open("sqlite:" + file)) {
            refused(file, "is in use by another server", "stop that one");
            refused(link, "is in use by another server", "stop that one");
            append(journal, draft(LAB, "still mine"));
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            refused(file, "is locked by another program", "sqlite3");
        }
    }

    @Test
    void aFileThatThisUserMayNotWrite() throws Exception {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may everything");
        Path file = journal();
        assertThat(file.toFile().setWritable(false)).isTrue();
        refused(file, "permission denied: cannot read and write", "chmod");
        assertThat(folder.toFile().setWritable(false)).isTrue();
        refused(folder.resolve("new.db"), "permission denied: cannot write in the folder " + folder, "");
    }

    @Test
    void anOlderFileBecomesANewerOne() throws Exception {
        Path file = Files.createFile(folder.resolve("old.db"));
        Schema first = new Schema(7, List.of(List.of("CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")));
        List<List<String>> steps = new ArrayList<>(first.steps());
        steps.add(List.of("ALTER TABLE t ADD COLUMN y NOT NULL DEFAULT 2"));
        Schema second = new Schema(7, steps);
        try (Connection connection = Sqlite.write(file, true)) {
            first.apply(connection, file);
            assertThatThrownBy(() -> second.check(connection, file)).hasMessageContaining("an older version");
            second.apply(connection, file);
            second.apply(connection, file);
            second.check(connection, file);
            assertThat(Sqlite.number(connection, "SELECT x * 10 + y FROM t")).isEqualTo(12);
            assertThat(second.version(connection, file)).isEqualTo(2);
        }
    }

    @Test
    void aStepThatFailsLeavesTheFileAsItWas() throws Exception {
        Path file = Files.createFile(folder.resolve("old.db"));
        Schema first = new Schema(7, List.of(List.of("CREATE TABLE t (x)")));
        List<List<String>> steps = new ArrayList<>(first.steps());
        steps.add(List.of("CREATE TABLE u (x)", "INSERT INTO nowhere VALUES (1)"));
        try (Connection connection = Sqlite.write(file, true)) {
            first.apply(connection, file);
            assertThatThrownBy(() -> new Schema(7, steps).apply(connection, file))
                    .isInstanceOf(java.sql.SQLException.class);
        }
        try (Connection connection = Sqlite.read(file)) {
            first.check(connection, file);
            assertThat(Sqlite.number(connection, "SELECT count(*) FROM sqlite_master"))
                    .isEqualTo(1);
        }
    }

    private Path journal() {
        Path file = folder.resolve("chat.db");
        try (Journal journal = Journals.open("sqlite:" + file)) {
            for (int i = 0; i < 200; i++) {
                append(journal, draft(LAB, "message " + i + "x".repeat(100)));
            }
            assertThat(texts(read(journal, LAB, Range.latest(1)))).hasSize(1);
        }
        return file;
    }

    private static void refused(Path file, String sentence, String hint) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Journals.open("sqlite:" + file));
        assertThat(problem).as(file.toString()).isNotNull();
        assertThat(problem).hasMessageContaining(sentence);
        assertThat(problem.hint()).contains(hint);
    }

    private static void sql(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long page(Path file, String table) throws Exception {
        try (Connection connection = Sqlite.read(file)) {
            return Sqlite.number(connection, "SELECT rootpage FROM sqlite_master WHERE name='" + table + "'");
        }
    }
}
