package io.securechat.history;

import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.history.store.Journals;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A power cut during writes to a journal: only the data on the disk survives. The disk is an image, which is copied at one moment
 * while the system has it mounted and goes on.
 */
class PowerCutTest {
    private static final int MEGABYTES = 160;
    private static final int WAITING = 200;

    @TempDir
    Path folder;

    /** The numbers of messages at which to cut the power; the last is after a checkpoint. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_345, 30_000})
    void acknowledgedMessagesAreOnTheDisk(int acknowledged) throws Exception {
        Path image = folder.resolve("disk.img");
        Path copy = folder.resolve("copy.img");
        try (RandomAccessFile empty = new RandomAccessFile(image.toFile(), "rw")) {
            empty.setLength((long) MEGABYTES << 20);
        }
        Mount.format(image);
        Load load = new Load(acknowledged);
        try (Mount mount = Mount.image(folder.resolve("disk"), image)) {
            Path disk = mount.point();
            try (Journal journal = Journals.open("sqlite:" + disk.resolve("chat.db"))) {
                load.begin(journal);
                load.reached.await();
                Files.writeString(disk.resolve("unsafe"), "never synced");
                freeze(image, copy);
                load.goOn.countDown();
            }
        }
        try (Mount mount = Mount.image(folder.resolve("afterwards"), copy)) {
            Path afterwards = mount.point();
            // Without this, the copy would have files that were closed properly.
            assertThat(afterwards.resolve("unsafe"))
                    .satisfiesAnyOf(
                            file -> assertThat(file).doesNotExist(),
                            file -> assertThat(file).isEmptyFile());
            try (Journal journal = Journals.open("sqlite:" + afterwards.resolve("chat.db"))) {
                List<Entry> there =
                        read(journal, LAB, new Range(-1, Long.MAX_VALUE, Integer.MAX_VALUE, false, Set.of()));
                assertThat(load.entries).hasSizeGreaterThanOrEqualTo(acknowledged);
                assertThat(there).startsWith(load.frozen.toArray(Entry[]::new));
            }
        }
    }

    /** Copies the files until they do not change meanwhile, so that the copy is of one moment. */
    private static void freeze(Path image, Path copy) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        for (byte[] again = Files.readAllBytes(image); !Arrays.equals(bytes, again); ) {
            bytes = again;
            again = Files.readAllBytes(image);
        }
        Files.write(copy, bytes);
    }

    /** Many concurrent senders; the thread that notifies them stops at a given point. */
    private static final class Load implements Journal.Listener {
        final List<Entry> entries = new ArrayList<>();
        final List<Entry> frozen = new ArrayList<>();
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final int acknowledged;
        private volatile Journal journal = Journals.open("memory:");
        private int said;

        Load(int acknowledged) {
            this.acknowledged = acknowledged;
        }

        void begin(Journal store) {
            journal = store;
            for (int i = 0; i < WAITING; i++) {
                say();
            }
        }

        private synchronized void say() {
            journal.append(draft(LAB, JournalContract.ADA, said + "x".repeat(500), "n" + said++), this);
        }

        @Override
        public void stored(Entry entry, boolean again) {
            entries.add(entry);
            if (entries.size() < acknowledged) {
                say();
            } else if (entries.size() == acknowledged) {
                frozen.addAll(entries);
                reached.countDown();
                Await.latch(goOn);
            }
        }

        @Override
        public void refused(Problem why) {
            throw why;
        }
    }
}
