package io.securechat.history.store;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.BOB;
import static io.securechat.history.JournalContract.EVE;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.found;
import static io.securechat.history.JournalContract.read;
import static io.securechat.history.JournalContract.redaction;
import static io.securechat.history.JournalContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Program;
import io.securechat.cli.Main;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Place;
import io.securechat.history.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance while the journal is in use. */
class JournalMaintenanceTest {
    private static final JournalMaintenance.Progress NOBODY_LOOKS = (done, total) -> {};

    @TempDir
    Path folder;

    private String uri = "";

    @BeforeEach
    void name() {
        uri = "sqlite:" + folder.resolve("chat.db");
    }

    @Test
    void aBackupIsTheJournalOfThatMoment() throws Exception {
        Path copy = folder.resolve("copy.db");
        List<Long> progress = new ArrayList<>();
        try (Journal journal = Journals.open(uri)) {
            journal.welcome(ADA);
            for (int i = 0; i < 2000; i++) {
                journal.append(draft(LAB, BOB, "message " + i, "n" + i), new JournalContract.Safe());
            }
            append(journal, draft(LAB, BOB, "the last", "last"));
            JournalMaintenance.backup(uri, copy, (done, total) -> progress.add(done * 100 / total));
            append(journal, draft(LAB, "too late"));
            assertThatThrownBy(() -> JournalMaintenance.backup(uri, copy, NOBODY_LOOKS))
                    .hasMessage(copy + " exists already");
        }
        assertThat(progress).isSorted().last().isEqualTo(100L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(names()).doesNotContain("copy.db.part");
        try (Journal journal = Journals.open("sqlite:" + copy)) {
            assertThat(journal.contents().join().entries()).isEqualTo(2001);
            assertThat(texts(read(journal, LAB, Range.latest(1)))).containsExactly("the last");
            assertThat(journal.accounts()).containsExactly(ADA);
            assertThat(found(journal, "last", "bob", 10)).containsExactly("the last");
            JournalContract.Safe safe = new JournalContract.Safe();
            journal.append(draft(LAB, BOB, "the last", "last"), safe);
            assertThat(safe.next.join().draft().text()).isEqualTo("the last");
            assertThat(safe.again).isTrue();
        }
    }

    @Test
    void anExportHasAllThatIsKept() throws Exception {
        Path file = folder.resolve("all.jsonl");
        try (Journal journal = Journals.open(uri)) {
            Entry first = append(
                    journal,
                    new Entry.Draft(
                            "NOTICE", LAB, ADA, "ada!a@h", "ada", "#Lab", "a \"b\"\nc", Map.of("+k", "v"), "n", 0));
            Entry secret = append(journal, draft(Place.between(EVE, BOB), EVE, "psst", null));
            Entry gone = append(journal, draft(LAB, "gone"));
            Entry redaction = append(journal, redaction(gone, "oops"));
            String firstLine = "{\"id\":\"" + first.msgid() + "\",\"time\":\"" + first.time()
                    + "\",\"verb\":\"NOTICE\",\"place\":\"#lab\",\"from\":\"ada!a@h\",\"account\":\"ada\",\"target\":\"#Lab\","
                    + "\"text\":\"a \\\"b\\\"\\u000ac\",\"tags\":{\"+k\":\"v\"}}";
            String secretLine = "{\"id\":\"" + secret.msgid() + "\",\"time\":\"" + secret.time()
                    + "\",\"verb\":\"PRIVMSG\",\"between\":[\"bob@lab\",\"eve~1\"],\"from\":\"eve!eve@host\",\"target\":\"#lab\","
                    + "\"text\":\"psst\"}";
            String redactionLine = "{\"id\":\"" + redaction.msgid() + "\",\"time\":\"" + redaction.time()
                    + "\",\"verb\":\"REDACT\",\"place\":\"#lab\",\"from\":\"ada!a@host\",\"account\":\"Ada\",\"target\":\"#lab\","
                    + "\"text\":\"oops\",\"redacts\":\"" + gone.msgid() + "\"}";

            JournalMaintenance.export(uri, null, file, NOBODY_LOOKS);
            ByteArrayOutputStream room = new ByteArrayOutputStream();
            JournalMaintenance.export(uri, "#LAB", room, NOBODY_LOOKS);

            assertThat(Files.readAllLines(file)).containsExactly(firstLine, secretLine, redactionLine);
            assertThat(room.toString(StandardCharsets.UTF_8).lines()).containsExactly(firstLine, redactionLine);
            assertThatThrownBy(() -> JournalMaintenance.export(uri, "#none", room, NOBODY_LOOKS))
                    .hasMessage("there are no messages in #none");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anExportOfManyIsWholeAndInOrder() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            for (int i = 0; i < 3500; i++) {
                journal.append(draft(i % 2 == 0 ? LAB : Place.room("#den"), "<" + i + ">"), new JournalContract.Safe());
            }
            append(journal, draft(LAB, "<3500>"));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            JournalMaintenance.export(uri, null, all, NOBODY_LOOKS);
            List<String> lines = all.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(3501);
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i)).contains("\"<" + i + ">\"");
            }
        }
    }

    @Test
    void reindexNeedsTheJournalForItself() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            append(journal, draft(LAB, "alpha"));
            assertThatThrownBy(() -> JournalMaintenance.reindex(uri, NOBODY_LOOKS))
                    .hasMessageContaining("is in use by another server");
        }
        Files.writeString(folder.resolve("chat.db-search"), "damaged");
        List<Long> progress = new ArrayList<>();
        JournalMaintenance.reindex(uri, (done, total) -> progress.add(done * 10 + total));
        assertThat(progress).containsExactly(11L);
        try (Journal journal = Journals.open(uri)) {
            assertThat(found(journal, "alpha", "", 10)).containsExactly("alpha");
        }
    }

    @Test
    void anotherProcessFindsItLocked() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            append(journal, draft(LAB, "alpha"));
            try (Program other = Program.java(folder, Main.class, "serve", "reindex", "--journal", uri)) {
                assertThat(other.exitCode()).as(other.toString()).isEqualTo(1);
                assertThat(other.errors().get(0)).startsWith("error: ").contains("is in use by another server");
            }
            append(journal, draft(LAB, "beta"));
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
