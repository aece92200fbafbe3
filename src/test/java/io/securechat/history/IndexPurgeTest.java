package io.securechat.history;

import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.found;
import static io.securechat.history.JournalContract.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.history.file.JournalFile;
import io.securechat.history.index.IndexTables;
import io.securechat.history.search.Tokenizer;
import io.securechat.history.store.SqliteJournal;
import io.securechat.tls.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redacted and pruned words leave the files of the index, byte by byte. */
class IndexPurgeTest {
    private static final String TEXT = "qzxjvkwpassword \ud841\udf0e\ud841\udf31 \ud83e\udd9e\ud83e\udd84";

    /** The visible part of the secret: FTS5 stores only the difference of a token from the one before it. */
    private static final List<String> SECRETS = List.of("qzxjvkwpassword", "\ud841\udf31", "\ud83e\udd84");

    private final SettableClock clock = new SettableClock();

    @TempDir
    Path folder;

    private Journal open() {
        return open(Retention.FOREVER);
    }

    private Journal open(Retention retention) {
        return SqliteJournal.open(new JournalFile(folder.resolve("chat.db")), retention, clock);
    }

    private Path index() {
        return folder.resolve("chat.db-search");
    }

    /** Opens a journal with an indexed secret in it. */
    private Entry fill(Journal journal) throws IOException {
        for (int i = 0; i < 600; i++) {
            journal.append(draft(LAB, "message " + i), new JournalContract.Safe());
        }
        Entry secret = append(journal, draft(LAB, TEXT));
        for (int i = 0; i < 600; i++) {
            journal.append(draft(LAB, "further message " + i), new JournalContract.Safe());
        }
        assertThat(found(journal, SECRETS.get(0), "", 10)).hasSize(1);
        SECRETS.forEach(word -> assertThat(isInFiles(word)).as(word).isTrue());
        return secret;
    }

    private boolean isInFiles(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return Stream.of("", "-wal")
                .map(suffix -> index().resolveSibling("chat.db-search" + suffix))
                .anyMatch(file -> contains(file, bytes));
    }

    private static boolean contains(Path file, byte[] bytes) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitNoSecrets() {
        Await.until(() -> SECRETS.stream().noneMatch(this::isInFiles), () -> "no secret in the index");
    }

    @Test
    void redactedWordsAreOverwrittenWhileTheServerRuns() throws Exception {
        try (Journal journal = open()) {
            Entry secret = fill(journal);
            append(journal, redaction(secret, "oops"));
            awaitNoSecrets();
            assertThat(found(journal, "999", "", 10)).isEmpty();
            assertThat(found(journal, "\"further message 599\"", "", 10)).hasSize(1);
            // A part of a single segment is rewritten, too.
            Entry another = append(journal, draft(LAB, TEXT));
            assertThat(found(journal, SECRETS.get(0), "", 10)).hasSize(1);
            append(journal, redaction(another, "again"));
            awaitNoSecrets();
        }
    }

    @Test
    void aServerThatIsStoppedAtOnceHasOverwrittenIt() throws Exception {
        try (Journal journal = open()) {
            append(journal, redaction(fill(journal), "oops"));
            assertThat(found(journal, "nothing", "", 10)).isEmpty();
        }
        assertThat(SECRETS).noneMatch(this::isInFiles);
    }

    /** The state after a kill between the redaction in the journal and in the index. */
    @Test
    void aServerThatWasKilledInBetweenOverwritesItLater() throws Exception {
        Entry secret;
        try (Journal journal = open()) {
            secret = fill(journal);
        }
        byte[] early = Files.readAllBytes(index());
        try (Journal journal = open()) {
            append(journal, redaction(secret, "oops"));
        }
        Files.write(index(), early);
        assertThat(SECRETS).allMatch(this::isInFiles);
        try (Journal journal = open()) {
            assertThat(found(journal, SECRETS.get(0), "", 10)).isEmpty();
            awaitNoSecrets();
        }
    }

    /** The state after a kill between the removal of a message from the index and the purge of its words. */
    @Test
    void aPurgeThatWasNotDoneIsDoneLater() throws Exception {
        try (IndexTables tables = IndexTables.open(index(), 1, 0)) {
            for (int id = 1; id <= 2000; id++) {
                tables.add(id, List.copyOf(Tokenizer.of("message " + id)));
            }
            tables.add(2001, List.copyOf(Tokenizer.of(TEXT)));
            tables.commit(2001);
            tables.remove(2001);
            tables.commit(2001);
        }
        assertThat(SECRETS).allMatch(this::isInFiles);
        try (IndexTables tables = IndexTables.open(index(), 1, 2001)) {
            assertThat(tables.isDirty()).isTrue();
            tables.purge();
            assertThat(tables.isDirty()).isFalse();
            assertThat(SECRETS).noneMatch(this::isInFiles);
        }
    }

    @Test
    void prunedWordsAreOverwrittenWithoutFurtherMessages() throws Exception {
        try (Journal journal = open(new Retention(Duration.ofMinutes(20), 0))) {
            append(journal, draft(LAB, TEXT));
            clock.set(clock.instant().plus(Duration.ofMinutes(15)));
            append(journal, draft(LAB, "later"));
            assertThat(found(journal, SECRETS.get(0), "", 10)).hasSize(1);
            assertThat(SECRETS).allMatch(this::isInFiles);
            clock.set(clock.instant().plus(Duration.ofMinutes(10)));
            awaitNoSecrets();
            assertThat(found(journal, "later", "", 10)).containsExactly("later");
        }
    }

    /** A running search keeps a purge from emptying the log only for a while. */
    @Test
    void searchesDoNotKeepItFromBeingOverwritten() throws Exception {
        try (Journal journal = open()) {
            Entry secret = fill(journal);
            append(journal, redaction(secret, "oops"));
            Await.until(() -> {
                journal.search(new Search(Set.of(LAB), "m", "", -1, Long.MAX_VALUE, 500))
                        .join();
                return SECRETS.stream().noneMatch(this::isInFiles);
            });
        }
    }
}
