package io.securechat.history.sqlite;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.Program;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.JournalContract;
import io.securechat.history.Retention;
import io.securechat.history.file.FullDisk;
import io.securechat.history.file.JournalFile;
import io.securechat.history.state.Accounts;
import io.securechat.history.state.RoomStates;
import io.securechat.history.store.Journals;
import io.securechat.history.store.SqliteJournal;
import io.securechat.history.time.Eras;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import io.securechat.history.time.SteadyClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads of a journal survive failures, or the process ends: no query waits forever. */
class WriterTest {
    @TempDir
    Path folder;

    /** A process with a fatal error in its writer. */
    public static void main(String[] args) throws Exception {
        try (Writer writer = writer(Path.of(args[0]), () -> {
            throw new NoClassDefFoundError("gone");
        })) {
            JournalContract.Safe safe = new JournalContract.Safe();
            writer.append(draft(LAB, "hello"), safe);
            safe.next.join();
            Thread.currentThread().join();
        }
    }

    private static Writer writer(Path path, Runnable committed) throws Exception {
        Journals.open("sqlite:" + path).close();
        JournalFile file = new JournalFile(path);
        Ids ids = new Ids(Clock.systemUTC(), 0, Eras.NONE);
        Expiry expiry = new Expiry(Retention.FOREVER, new SteadyClock(Clock.systemUTC(), System::nanoTime, ids), ids);
        return new Writer(
                file,
                new Store(file, ids, expiry),
                new Accounts(),
                new RoomStates(Map.of()),
                committed,
                new FullDisk(file.path()));
    }

    @Test
    void aFailingCommitListenerDoesNoHarm() throws Exception {
        try (Writer writer = writer(folder.resolve("chat.db"), () -> {
            throw new IllegalStateException("closed");
        })) {
            assertThat(append(writer, "one").next.join().draft().text()).isEqualTo("one");
            assertThat(append(writer, "two").next.join().draft().text()).isEqualTo("two");
        }
    }

    @Test
    void aTaskThatIsTooDeepSpoilsOnlyItself() throws Exception {
        try (Writer writer = writer(folder.resolve("chat.db"), () -> {})) {
            writer.append(draft(LAB, "one"), new JournalContract.Safe() {
                @Override
                public void stored(Entry entry, boolean wasThere) {
                    throw new StackOverflowError();
                }
            });
            assertThat(append(writer, "two").next.join().draft().text()).isEqualTo("two");
        }
    }

    @Test
    void aFatalErrorEndsTheProcess() throws Exception {
        String file = folder.resolve("chat.db").toString();
        try (Program process = Program.java(folder, WriterTest.class, file)) {
            assertThat(process.exitCode()).as(process.toString()).isEqualTo(Fatal.STATUS);
            assertThat(process.errors())
                    .contains("error: the process cannot continue: java.lang.NoClassDefFoundError: gone");
        }
        try (Journal journal = Journals.open("sqlite:" + folder.resolve("chat.db"))) {
            assertThat(journal.contents().join().entries()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitingDraftsAreLimited(boolean inTags) throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        String text = "x".repeat(1 << 20);
        Entry.Draft draft = inTags
                ? new Entry.Draft("TAGMSG", LAB, ADA, "ada!a@h", "ada", "#lab", "", Map.of("+x", text), null, 0)
                : draft(LAB, text);
        try (Writer writer = writer(folder.resolve("chat.db"), () -> {})) {
            writer.append(draft(LAB, "slow"), new JournalContract.Safe() {
                @Override
                public void stored(Entry entry, boolean wasThere) {
                    busy.countDown();
                    Await.latch(free);
                }
            });
            Await.latch(busy);
            List<JournalContract.Safe> waiting = new ArrayList<>();
            try {
                int fitting = Writer.MAX_WAITING / (text.length() + Writer.OVERHEAD);
                for (int i = 0; i < fitting; i++) {
                    waiting.add(append(writer, draft));
                }
                assertThatThrownBy(() -> append(writer, draft).next.join())
                        .cause()
                        .isInstanceOf(Problem.class)
                        .hasMessage("too many messages are waiting for the server's journal");
            } finally {
                free.countDown();
            }
            for (JournalContract.Safe safe : waiting) {
                assertThat(safe.next.join().draft()).isEqualTo(draft);
            }
            assertThat(append(writer, draft).next.join().draft()).isEqualTo(draft);
        }
    }

    @Test
    void waitingQueriesAreLimited() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        try (Journal journal = Journals.open("sqlite:" + folder.resolve("chat.db"))) {
            while (busy.getCount() > 0) {
                // If the answer has arrived already, this runs at once, and not on the reading thread.
                journal.find(1).thenRun(() -> {
                    if (Thread.currentThread().getName().equals("history")) {
                        busy.countDown();
                        Await.latch(free);
                    }
                });
            }
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            CompletableFuture<?> last = journal.find(1);
            while (!last.isCompletedExceptionally()) {
                waiting.add(last);
                assertThat(waiting).hasSizeLessThanOrEqualTo(SqliteJournal.MAX_QUESTIONS);
                last = journal.find(1);
            }
            assertThatThrownBy(last::join)
                    .cause()
                    .isInstanceOf(Problem.class)
                    .hasMessage("too many queries are waiting for the journal");
            free.countDown();
            waiting.forEach(CompletableFuture::join);
            assertThat(journal.find(1).join()).isEmpty();
        }
    }

    private static JournalContract.Safe append(Writer writer, String text) {
        return append(writer, draft(LAB, text));
    }

    private static JournalContract.Safe append(Writer writer, Entry.Draft draft) {
        JournalContract.Safe safe = new JournalContract.Safe();
        writer.append(draft, safe);
        return safe;
    }
}
