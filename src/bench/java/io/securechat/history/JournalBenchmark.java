package io.securechat.history;

import io.securechat.history.file.JournalFile;
import io.securechat.history.store.JournalMaintenance;
import io.securechat.history.store.SqliteJournal;
import io.securechat.JsonLine;
import io.securechat.Problem;
import io.securechat.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Benchmark of the journal on the disk of a folder. Prints a table, and the same as JSON Lines. See docs/PERFORMANCE.md.
 */
public final class JournalBenchmark {
    private static final int MESSAGES = Integer.getInteger("messages", 1_000_000);
    private static final int SENDERS = Integer.getInteger("senders", 100);
    private static final long SECONDS = Integer.getInteger("seconds", 10);
    private static final int ROUNDS = 300;
    private static final Place LAB = ManyMessages.LAB;
    private static final String EVERYWHERE = "everywhere";
    private static final String SELDOM = "seldom";

    private final Path folder;
    private final List<Figure> figures = new ArrayList<>();

    private record Figure(String what, double value, String unit) {}

    private JournalBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs in the folder of the first argument, or in the folder for temporary files. */
    public static void main(String[] args) throws Exception {
        Path parent = args.length == 0 ? Path.of(System.getProperty("java.io.tmpdir")) : Path.of(args[0]);
        try (TemporaryFolder folder = new TemporaryFolder(parent, "journal-benchmark")) {
            new JournalBenchmark(folder.path()).run();
        }
    }

    private void run() throws Exception {
        plainAppends();
        durableAppends();
        fill();
        aMillionMessages();
        for (Figure figure : figures) {
            System.out.printf(Locale.ROOT, "%-46s %12.3f %s%n", figure.what(), figure.value(), figure.unit());
        }
        for (Figure figure : figures) {
            System.out.println(JsonLine.of(json -> json.put("what", figure.what())
                    .put("value", String.format(Locale.ROOT, "%.3f", figure.value()))
                    .put("unit", figure.unit())));
        }
    }

    /** Measures the limit of the disk: a thread writes and syncs 100 bytes, and batches of them. */
    private void plainAppends() throws IOException {
        for (int batch : new int[] {1, SENDERS}) {
            Path file = folder.resolve("plain" + batch);
            byte[] line = text(0).getBytes(StandardCharsets.UTF_8);
            long[] times = new long[1 << 20];
            int count = 0;
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
                for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                    for (int i = 0; i < batch; i++) {
                        channel.write(ByteBuffer.wrap(line));
                    }
                    channel.force(false);
                    times[count++] = System.nanoTime() - before;
                }
            }
            String what = "plain append and fsync, " + batch + " at a time: ";
            figures.add(new Figure(what, count * batch / 3.0, "messages/s"));
            percentiles(what, Arrays.copyOf(times, count));
        }
    }

    private void durableAppends() throws InterruptedException {
        try (Journal journal = open("append.db")) {
            closedLoop(journal, Duration.ofSeconds(3).toNanos());
            long[] times = closedLoop(journal, Duration.ofSeconds(SECONDS).toNanos());
            String what = "durable appends of " + SENDERS + " senders, one in flight each: ";
            figures.add(new Figure(what, times.length / (double) SECONDS, "messages/s"));
            percentiles(what, times);
        }
    }

    /** Measures appends by senders that each wait for the outcome before the next one. */
    private static long[] closedLoop(Journal journal, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        List<Sender> senders = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(journal, "user" + i, end, done);
            senders.add(sender);
            sender.next();
        }
        done.await();
        return senders.stream()
                .flatMapToLong(sender -> Arrays.stream(sender.times, 0, sender.count))
                .toArray();
    }

    private static final class Sender implements Journal.Listener {
        private final Journal journal;
        private final Party party;
        private final long end;
        private final CountDownLatch done;
        private long[] times = new long[1024];
        private int count;
        private long asked;

        Sender(Journal journal, String name, long end, CountDownLatch done) {
            this.journal = journal;
            this.party = Party.account(name, "ca");
            this.end = end;
            this.done = done;
        }

        void next() {
            asked = System.nanoTime();
            journal.append(draft(party, count), this);
        }

        @Override
        public void stored(Entry entry, boolean again) {
            long now = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = now - asked;
            if (now < end) {
                next();
            } else {
                done.countDown();
            }
        }

        @Override
        public void refused(Problem why) {
            throw why;
        }
    }

    private void fill() throws Exception {
        long before = System.nanoTime();
        try (Journal journal = open("million.db")) {
            ManyMessages.fill(journal, MESSAGES, i -> draft(Party.account("user" + i % 100, "ca"), i));
            figures.add(new Figure("as many as possible at a time", MESSAGES / since(before) * 1e3, "messages/s"));
            awaitIndex(journal);
            figures.add(new Figure("all of them in the search index after", since(before) / 1e3, "s"));
        }
        figures.add(new Figure("file", Files.size(folder.resolve("million.db")) / 1e6, "MB"));
        figures.add(new Figure("search index", Files.size(folder.resolve("million.db-search")) / 1e6, "MB"));
    }

    private static void awaitIndex(Journal journal) {
        while (search(journal, "last" + (MESSAGES - 1)).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private void aMillionMessages() throws Exception {
        long heap = heap();
        long before = System.nanoTime();
        Journal journal = open("million.db");
        figures.add(new Figure("open", since(before), "ms"));
        before = System.nanoTime();
        journal.contents().join();
        figures.add(new Figure("count", since(before), "ms"));
        measure("LATEST 100: ", () -> journal.read(LAB, Range.latest(100)).join());
        long middle = journal.read(LAB, new Range(-1, Long.MAX_VALUE, MESSAGES / 2, false, Set.of()))
                .join()
                .get(MESSAGES / 2 - 1)
                .id();
        measure(
                "100 in the middle: ",
                () -> journal.read(LAB, new Range(middle, Long.MAX_VALUE, 100, false, Set.of()))
                        .join());
        measure(
                "conversations: ",
                () -> journal.conversations(Party.account("user1", "ca"), List.of(LAB), Range.latest(100))
                        .join());
        measure("search, a word in 10 messages: ", () -> search(journal, SELDOM));
        measure("search, a word in every message: ", () -> search(journal, EVERYWHERE));
        measure("search, one letter: ", () -> search(journal, "1"));
        measure("search, a word in no message: ", () -> search(journal, "nowhere"));
        measure("search, common and seldom: ", () -> search(journal, EVERYWHERE + " " + SELDOM));
        figures.add(new Figure("heap in use more than before", Math.max(0, heap() - heap) / 1e6, "MB"));
        before = System.nanoTime();
        JournalMaintenance.export(uri("million.db"), null, OutputStream.nullOutputStream(), (done, total) -> {});
        figures.add(new Figure("export", MESSAGES / since(before) * 1e3, "messages/s"));
        before = System.nanoTime();
        JournalMaintenance.backup(uri("million.db"), folder.resolve("backup.db"), (done, total) -> {});
        figures.add(new Figure("backup", since(before) / 1e3, "s"));
        journal.close();
    }

    private static List<Entry> search(Journal journal, String words) {
        return journal.search(new Search(List.of(LAB), words, "", -1, Long.MAX_VALUE, 50))
                .join()
                .entries();
    }

    private void measure(String what, Callable<?> task) throws Exception {
        long[] times = new long[ROUNDS];
        for (int i = -ROUNDS / 3; i < ROUNDS; i++) {
            long before = System.nanoTime();
            task.call();
            if (i >= 0) {
                times[i] = System.nanoTime() - before;
            }
        }
        percentiles(what, times);
    }

    private void percentiles(String what, long[] times) {
        Arrays.sort(times);
        figures.add(new Figure(what + "p50", times[times.length / 2] / 1e6, "ms"));
        figures.add(new Figure(what + "p99", times[times.length * 99 / 100] / 1e6, "ms"));
    }

    private static double since(long before) {
        return (System.nanoTime() - before) / 1e6;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private String uri(String name) {
        return "sqlite:" + folder.resolve(name);
    }

    private Journal open(String name) {
        return SqliteJournal.open(JournalFile.of(uri(name)), Retention.FOREVER, Clock.systemUTC());
    }

    private static Entry.Draft draft(Party author, int i) {
        return ManyMessages.draft(author, text(i), "n" + i);
    }

    /** Returns a text of about 100 characters. */
    private static String text(int i) {
        String text = EVERYWHERE + " last" + i + ManyMessages.words(i, "");
        return i % (MESSAGES / 10) == 3 ? text + " " + SELDOM : text;
    }
}
