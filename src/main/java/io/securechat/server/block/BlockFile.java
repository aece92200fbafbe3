package io.securechat.server.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.InputFile;
import io.securechat.Permissions;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The file of a {@link BlockList}. Several processes may change it: each change holds a lock, and replaces the file as a whole. */
public final class BlockFile {
    private static final String HEADER = "# Blocked: account, certificate or address, end, since, operator, reason."
            + " A running server reads changes at once.\n";

    private final Path path;
    private final Clock clock;

    /** @param path the file, which need not exist */
    public BlockFile(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    public Path path() {
        return path;
    }

    /**
     * Reads the list, with the blocks that are over.
     *
     * @return empty if there is no file
     * @throws Problem if the file cannot be read, or a line is malformed
     */
    public Optional<BlockList> read() {
        List<String> lines;
        try {
            lines = InputFile.lines(path, InputFile.TEXT);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem(
                    "cannot read the blocks in '" + path + "': " + FileErrors.reason(e),
                    "check the file and its permissions, or name another with --blocks",
                    e);
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                int number = i + 1;
                blocks.add(Block.parse(line)
                        .orElseThrow(() -> new Problem(
                                "line " + number + " of '" + path + "' is no block",
                                "write for example: account ada forever 2026-01-31T12:00:00Z - stolen laptop")));
            }
        }
        return Optional.of(new BlockList(blocks));
    }

    /**
     * Changes the list in the file and drops what is over.
     *
     * @param present the list if there is no file
     * @return the new list
     * @throws Problem if the file cannot be read or written, or would have too many blocks
     */
    public BlockList change(BlockList present, UnaryOperator<BlockList> change) {
        // A lock of the file system does not exclude other threads of this process.
        synchronized (BlockFile.class) {
            try (FileChannel channel = Permissions.FOR_OWNER.open(
                            beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                BlockList changed = changed(read().orElse(present), change, clock);
                write(changed);
                return changed;
            } catch (IOException e) {
                throw new Problem(
                        "cannot write the blocks to '" + path + "': " + FileErrors.reason(e),
                        "check the folder and its permissions, or name another file with --blocks",
                        e);
            }
        }
    }

    /** Applies a change, and drops what is over. */
    static BlockList changed(BlockList present, UnaryOperator<BlockList> change, Clock clock) {
        BlockList pruned = present.pruned(clock.instant());
        BlockList changed = change.apply(pruned);
        if (changed.size() > BlockList.MAX && changed.size() > pruned.size()) {
            throw new Problem(
                    "there are " + BlockList.MAX + " blocks already",
                    "lift one: " + Problem.command("serve block NAME --lift"));
        }
        return changed;
    }

    private void write(BlockList list) throws IOException {
        String lines = list.blocks().stream().map(block -> block.line() + "\n").collect(Collectors.joining());
        try (AtomicFile file = AtomicFile.create(path, beside(".new"), Permissions.FOR_OWNER)) {
            file.write((HEADER + lines).getBytes(UTF_8));
            file.replace();
        }
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
