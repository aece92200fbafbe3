package io.securechat.server.block;

import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.server.limit.Safely;
import io.securechat.server.log.Audit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a running server. Changes of their file take effect at once, independently of all other files: a block must work
 * while a certificate is broken. The thread {@code blocks} reads and writes the file.
 */
public final class Blocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
    private static final int POLL_MILLIS = 300;

    private final @Nullable BlockFile file;
    private final Clock clock;
    private final ScheduledExecutorService thread = Threads.single("blocks");
    private volatile BlockList list;
    private volatile Consumer<BlockList> listener = changed -> {};

    /** The attributes of the file when it was last read, and at the last poll. */
    private Map<String, Object> read = Map.of();

    private Map<String, Object> seen = Map.of();

    /**
     * Reads the file, and follows it.
     *
     * @param file null for blocks that last until the server stops
     * @throws Problem if the file is unusable
     */
    public Blocks(@Nullable BlockFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.list = BlockList.EMPTY;
        if (file != null) {
            read = InputFile.look(file.path());
            list = file.read().orElse(BlockList.EMPTY);
            thread.scheduleWithFixedDelay(
                    () -> Safely.run(() -> poll(file)), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Returns blocks that last until the server stops. */
    public static Blocks inMemory() {
        return new Blocks(null, Clock.systemUTC());
    }

    /** Sets the receiver of changes, which is called on the thread {@code blocks}. */
    public void onChange(Consumer<BlockList> listener) {
        this.listener = listener;
    }

    /** Returns the present list. */
    public BlockList list() {
        return list;
    }

    /**
     * Changes the list. The result is there when the change is stored and the receiver has been called; it fails with a
     * {@link Problem}.
     */
    public CompletableFuture<BlockList> change(UnaryOperator<BlockList> change) {
        return CompletableFuture.supplyAsync(
                () -> {
                    take(file == null ? BlockFile.changed(list, change, clock) : file.change(list, change));
                    return list;
                },
                thread);
    }

    private void poll(BlockFile file) {
        Map<String, Object> look = InputFile.look(file.path());
        boolean complete = look.equals(seen);
        seen = look;
        if (!complete || look.equals(read)) {
            return;
        }
        read = look;
        try {
            file.read().ifPresentOrElse(this::takeFromFile, () -> {
                if (!list.blocks().isEmpty()) {
                    LOG.error("'{}' has disappeared, and its blocks stay in force until the server stops", file.path());
                }
            });
        } catch (Problem problem) {
            LOG.error("keeping the previous blocks: {}; {}", problem.getMessage(), problem.hint());
        }
    }

    /** Takes a change of another process, which is in no other record. */
    private void takeFromFile(BlockList changed) {
        added(changed)
                .forEach(block -> Audit.event("block")
                        .addKeyValue("by", block.by())
                        .addKeyValue("block", block.describe())
                        .log());
        lifted(changed)
                .forEach(block -> Audit.event("block lifted")
                        .addKeyValue("block", block.target())
                        .log());
        take(changed);
    }

    private void take(BlockList changed) {
        if (changed.equals(list)) {
            return;
        }
        added(changed).forEach(block -> LOG.info("blocked {}", block.describe()));
        lifted(changed).forEach(block -> LOG.info("no longer blocked: {}", block.target()));
        list = changed;
        listener.accept(changed);
    }

    private List<Block> added(BlockList changed) {
        List<Block> before = list.blocks();
        return changed.blocks().stream()
                .filter(block -> !before.contains(block))
                .toList();
    }

    private List<Block> lifted(BlockList changed) {
        Instant now = clock.instant();
        return list.at(now).stream()
                .filter(block -> changed.find(block.target(), now) == null)
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
