package io.securechat.history;

import io.securechat.history.file.JournalFile;
import io.securechat.history.search.SearchQueue;
import io.securechat.history.store.JournalMaintenance;
import io.securechat.history.store.SqliteJournal;
import io.securechat.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Benchmark of searches in a journal of a million messages: each kind alone, and those of one user while another one searches as
 * much as possible. See docs/PERFORMANCE.md.
 */
public final class SearchBenchmark {
    private static final int MESSAGES = Integer.getInteger("messages", 1_000_000);
    private static final int ROUNDS = 50;
    private static final Place LAB = ManyMessages.LAB;
    private static final Party ALICE = Party.account("alice", "ca");

    private SearchBenchmark() {}

    /** Runs in a given folder, which keeps the journal for the next run, or in a temporary one. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            run(Path.of(args[0]));
            return;
        }
        try (TemporaryFolder folder = new TemporaryFolder("search-benchmark")) {
            run(folder.path());
        }
    }

    private static void run(Path folder) throws Exception {
        Path file = folder.resolve("chat.db");
        Path index = folder.resolve("chat.db-search");
        if (!Files.exists(file)) {
            try (Journal journal = open(file)) {
                fill(journal);
            }
            Files.deleteIfExists(index);
        }
        if (!Files.exists(index)) {
            index(file);
        }
        System.out.printf(
                Locale.ROOT, "journal %.0f MB, index %.0f MB%n", Files.size(file) / 1e6, Files.size(index) / 1e6);
        try (Journal journal = open(file)) {
            alone(journal);
            besideAnother(journal);
        }
    }

    private static Journal open(Path file) {
        return SqliteJournal.open(new JournalFile(file), Retention.FOREVER, Clock.systemUTC());
    }

    private static void fill(Journal journal) throws Exception {
        long before = System.nanoTime();
        ManyMessages.fill(journal, MESSAGES, i -> {
            Party author = isOfAlice(i) ? ALICE : Party.account("user" + i % 100, "ca");
            return ManyMessages.draft(author, text(i), null);
        });
        System.out.printf(Locale.ROOT, "appended: %.0f messages/s%n", MESSAGES / seconds(before));
    }

    /** Rebuilds the index. */
    private static void index(Path file) throws Exception {
        long before = System.nanoTime();
        JournalMaintenance.reindex("sqlite:" + file, (done, total) -> {});
        System.out.printf(Locale.ROOT, "indexed: %.0f messages/s%n", MESSAGES / seconds(before));
    }

    private static double seconds(long before) {
        return (System.nanoTime() - before) / 1e9;
    }

    private static boolean isOfAlice(int i) {
        return i % 1000 == 7;
    }

    /** Returns a text of about 100 characters; alice uses no word that begins with a w. */
    private static String text(int i) {
        String text = "everywhere last" + i + ManyMessages.words(i, isOfAlice(i) ? "x" : "");
        if (i % 50 == 3) {
            text += " \u6771\u4eac\u90fd";
        }
        return i % (MESSAGES / 10) == 3 ? text + " seldom C++" : text;
    }

    private static Journal.Found search(Journal journal, String asker, String from, String text) {
        return journal.search(new Search(asker, Set.of(LAB), null, text, from, Range.latest(50)))
                .join();
    }

    private static void alone(Journal journal) throws Exception {
        for (String[] query : new String[][] {
            {"", "everywhere"},
            {"", "seldom"},
            {"", "everywhere seldom"},
            {"", "everywhere last99999"},
            {"", "last99999"},
            {"", "nowhere"},
            {"", "w"},
            {"alice", ""},
            {"alice", "w"},
            {"alice", "wa"},
            {"alice", "last1"},
            {"nobody", "last"},
            {"nobody", "everywhere"},
            {"", "C++"},
            {"", "\"seldom everywhere\""},
            {"", "\u4eac\u90fd"},
            {"", "\u4eac\u6771"},
            {"", "\ud83c\udf89"},
            {"", "a b c d e f g h i j k l m n o p"},
            {"", "\"last everywhere\""},
            {"user1", "\"12 everywhere\""},
            {"user1", "\"everywhere everywhere\""},
            {"", "\"everywhere everywhere\""},
        }) {
            measure("from=" + query[0] + ";text=" + query[1], () -> search(journal, "ada", query[0], query[1]));
        }
    }

    /** Eve repeats the longest searches, as many as allowed at a time. */
    private static void besideAnother(Journal journal) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> eve = IntStream.range(0, SearchQueue.MAX_OF_ONE)
                .mapToObj(i -> new Thread(() -> {
                    while (!over.get()) {
                        search(journal, "eve", "", "\"everywhere everywhere\"");
                    }
                }))
                .toList();
        eve.forEach(Thread::start);
        measure("beside another one: text=seldom", () -> search(journal, "ada", "", "seldom"));
        measure("beside another one: text=everywhere", () -> search(journal, "ada", "", "everywhere"));
        measure(
                "beside another one: LATEST 100",
                () -> journal.read(LAB, Range.latest(100)).join());
        over.set(true);
        for (Thread thread : eve) {
            thread.join();
        }
    }

    private static void measure(String what, Callable<?> task) throws Exception {
        long[] times = new long[ROUNDS];
        Object result = task.call();
        for (int i = 0; i < ROUNDS; i++) {
            long before = System.nanoTime();
            result = task.call();
            times[i] = System.nanoTime() - before;
        }
        Arrays.sort(times);
        String found = result instanceof Journal.Found search
                ? search.entries().size() + (search.complete() ? "" : ", incomplete")
                : "";
        System.out.printf(
                Locale.ROOT,
                "%-48s p50 %8.2f ms, max %8.2f ms  %s%n",
                what,
                times[ROUNDS / 2] / 1e6,
                times[ROUNDS - 1] / 1e6,
                found);
    }
}
