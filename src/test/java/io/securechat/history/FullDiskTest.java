package io.securechat.history;

import static io.securechat.history.JournalContract.ADA;
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
import io.securechat.history.store.JournalMaintenance;
import io.securechat.history.store.Journals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A disk that is full or read-only. */
class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void messagesAreRefusedUntilThereIsSpace() throws Exception {
        List<String> kept = new ArrayList<>();
        try (Mount mount = Mount.memory(folder.resolve("disk"), 4 << 20)) {
            Path disk = mount.point();
            try (Journal journal = Journals.open("sqlite:" + disk.resolve("chat.db"))) {
                append(journal, draft(LAB, "before"));
                kept.add("before");
                Path ballast = fill(disk);
                int refused = 0;
                for (int i = 0; refused < 3; i++) {
                    String text = i + "x".repeat(3000);
                    if (refusedBecauseFull(journal, text)) {
                        refused++;
                    } else {
                        kept.add(text);
                    }
                    assertThat(i).isLessThan(5000);
                }
                assertThat(texts(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10_000, false, Set.of()))))
                        .isEqualTo(kept);
                Files.delete(ballast);
                append(journal, draft(LAB, ADA, "after", "n1"));
                append(journal, draft(LAB, ADA, "after", "n1"));
                kept.add("after");
                assertThat(texts(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10_000, false, Set.of()))))
                        .isEqualTo(kept);
            }
            try (Journal journal = Journals.open("sqlite:" + disk.resolve("chat.db"))) {
                assertThat(texts(read(journal, LAB, new Range(-1, Long.MAX_VALUE, 10_000, false, Set.of()))))
                        .isEqualTo(kept);
                assertThat(found(journal, "after", "", 1)).containsExactly("after");
            }
        }
    }

    @Test
    void aProbeFailsUntilThereIsSpace() throws Exception {
        try (Mount mount = Mount.memory(folder.resolve("disk"), 4 << 20)) {
            Path disk = mount.point();
            try (Journal journal = Journals.open("sqlite:" + disk.resolve("chat.db"))) {
                journal.probe().join();
                Path ballast = fill(disk);
                int refused = 0;
                for (int i = 0; refused < 3; i++) {
                    refused += refusedBecauseFull(journal, i + "x".repeat(3000)) ? 1 : 0;
                    assertThat(i).isLessThan(5000);
                }
                assertThat(journal.figures().join().writable()).isFalse();
                assertThat(journal.figures().join().refused()).isEqualTo(3);
                fill(disk);
                assertThatThrownBy(() -> journal.probe().join())
                        .hasCauseInstanceOf(Problem.class)
                        .hasMessageContaining("the server's disk is full");
                Files.delete(ballast);
                journal.probe().join();
                assertThat(journal.figures().join().writable()).isTrue();
            }
        }
    }

    @Test
    void theLogHasOneLineWhenItBeginsAndOneWhenItEnds() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("io.securechat.history");
        try (Mount mount = Mount.memory(folder.resolve("disk"), 4 << 20)) {
            Path disk = mount.point();
            try (Journal journal = Journals.open("sqlite:" + disk.resolve("chat.db"))) {
                append(journal, draft(LAB, "before"));
                log.start();
                root.addAppender(log);
                Path ballast = fill(disk);
                for (int i = 0; i < 200; i++) {
                    // Short ones may be stored while long ones are refused.
                    attempt(journal, i + "x".repeat(i % 4 * 2000));
                }
                Files.delete(ballast);
                for (int i = 0; i < 10; i++) {
                    append(journal, draft(LAB, "after " + i));
                }
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .satisfiesExactly(
                        begin -> assertThat(begin)
                                .matches("ERROR the disk of .*chat\\.db is full: new messages are refused .*"),
                        end -> assertThat(end)
                                .matches("INFO the disk of .*chat\\.db has space again: new messages are stored"));
    }

    @Test
    void aFullDiskAtTheStartIsReported() throws Exception {
        try (Mount mount = Mount.memory(folder.resolve("disk"), 1 << 20)) {
            Path disk = mount.point();
            fill(disk);
            assertThatThrownBy(() -> Journals.open("sqlite:" + disk.resolve("chat.db")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is full");
        }
    }

    @Test
    void aBackupThatDoesNotFitLeavesNothing() throws Exception {
        String uri = "sqlite:" + folder.resolve("chat.db");
        try (Mount mount = Mount.memory(folder.resolve("disk"), 1 << 20);
                Journal journal = Journals.open(uri)) {
            Path disk = mount.point();
            for (int i = 0; i < 1000; i++) {
                journal.append(draft(LAB, i + "x".repeat(3000)), new JournalContract.Safe());
            }
            append(journal, draft(LAB, "last"));
            assertThatThrownBy(() -> JournalMaintenance.backup(uri, disk.resolve("copy.db"), (done, total) -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is full");
            assertThat(disk).isEmptyDirectory();
        }
    }

    @Test
    void aReadOnlyDiskIsReported() throws Exception {
        try (Mount mount = Mount.memory(folder.resolve("disk"), 4 << 20)) {
            Path disk = mount.point();
            String uri = "sqlite:" + disk.resolve("chat.db");
            Journals.open(uri).close();
            mount.remount("ro");
            assertThatThrownBy(() -> Journals.open(uri))
                    .isInstanceOf(Problem.class)
                    .hasMessage("permission denied: cannot write in the folder " + disk);
        }
    }

    private static void attempt(Journal journal, String text) {
        var unused = refusedBecauseFull(journal, text);
    }

    private static boolean refusedBecauseFull(Journal journal, String text) {
        try {
            append(journal, draft(LAB, text));
            return false;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(Problem.class).hasMessage("the server's disk is full");
            return true;
        }
    }

    /** Creates a file that fills the disk. */
    private static Path fill(Path disk) {
        Path ballast = disk.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            for (int i = 0; i < 100_000; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            return ballast;
        }
        throw new AssertionError("the disk never is full");
    }
}
