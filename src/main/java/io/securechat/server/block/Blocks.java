package io.securechat.server.block;

import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.server.log.Audit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private List<Object> seen = List.of();

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
            seen = file.look();
            list = file.read().orElse(BlockList.EMPTY);
            thread.scheduleWithFixedDelay(() -> poll(file), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
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
        List<Object> look = file.look();
        if (look.equals(seen)) {
            return;
        }
        seen = look;
        try {
            file.read().ifPresentOrElse(this::take, () -> {
                if (!list.blocks().isEmpty()) {
                    LOG.error("'{}' has disappeared, and its blocks stay in force until the server stops", file.path());
                }
            });
        } catch (Problem problem) {
            LOG.error("keeping the previous blocks: {}; {}", problem.getMessage(), problem.hint());
        } catch (RuntimeException e) {
            LOG.error("keeping the previous blocks", e);
        }
    }

    private void take(BlockList changed) {
        List<Block> before = list.blocks();
        List<Block> after = changed.blocks();
        Instant now = clock.instant();
        after.stream().filter(block -> !before.contains(block)).forEach(block -> {
            LOG.info("blocked {}", block.describe());
            Audit.event("block")
                    .addKeyValue("by", block.by())
                    .addKeyValue("block", block.describe())
                    .log();
        });
        before.stream()
                .filter(block -> !block.isOver(now) && changed.find(block.target(), now) == null)
                .forEach(block -> {
                    LOG.info("no longer blocked: {}", block.target());
                    Audit.event("block lifted")
                            .addKeyValue("block", block.target())
                            .log();
                });
        list = changed;
        listener.accept(changed);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
