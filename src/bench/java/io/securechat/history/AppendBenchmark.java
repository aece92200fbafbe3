package io.securechat.history;

import io.securechat.history.memory.MemoryJournal;
import io.securechat.history.store.Journals;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** JMH benchmark of appends with a number of drafts in flight; {@link JournalBenchmark} measures everything else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AppendBenchmark implements Journal.Listener {
    private static final int IN_FLIGHT = 100;
    private static final Party ADA = Party.account("ada", "ca");

    @Param({"memory:", "sqlite:"})
    public String kind = "";

    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private Path folder = Path.of("");
    private Journal journal = Journals.open(MemoryJournal.URI);
    private long count;

    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("append-benchmark");
        journal = Journals.open(kind.equals(MemoryJournal.URI) ? kind : kind + folder.resolve("journal.db"));
    }

    @Benchmark
    public void append() throws InterruptedException {
        free.acquire();
        count++;
        journal.append(
                new Entry.Draft(
                        "PRIVMSG",
                        Place.room("#lobby"),
                        ADA,
                        "ada!ada@127.0.0.1",
                        "ada",
                        "#lobby",
                        "0123456789".repeat(10),
                        Map.of(),
                        "n" + count,
                        0),
                this);
    }

    @Override
    public void stored(Entry entry, boolean again) {
        free.release();
    }

    @Override
    public void refused(Problem why) {
        throw why;
    }

    @TearDown
    public void tearDown() throws InterruptedException, IOException {
        free.acquire(IN_FLIGHT);
        journal.close();
        free.release(IN_FLIGHT);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
