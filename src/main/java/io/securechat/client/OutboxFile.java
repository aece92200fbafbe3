package io.securechat.client;

import io.securechat.AtomicFile;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.irc.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages that are not confirmed survive the end of the program: a file of IRC lines that only its owner can read. It
 * is replaced as a whole, so that it is never half written, and one program at a time has it.
 */
final class OutboxFile implements Dispatch.Store {
    /** More than the largest outbox takes. */
    private static final int MAX_SIZE = 4 << 20;

    /** Bytes of text in a line of the file. */
    private static final int ROOM = 400;

    private final Path file;
    private final FileChannel lock;

    private OutboxFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes a file, which need not be there yet.
     *
     * @throws Problem if another program has it, or there can be no such file
     */
    static OutboxFile open(Path file) {
        try {
            Files.createDirectories(
                    file.toAbsolutePath().getParent(), Permissions.FOLDER_FOR_OWNER.at(file.toAbsolutePath()));
            FileChannel lock = Permissions.FOR_OWNER.open(
                    beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(lock)) {
                Files.deleteIfExists(beside(file, ".new")); // of a program that was killed while it wrote
                return new OutboxFile(file, lock);
            }
            lock.close();
        } catch (IOException e) {
            throw problem("cannot keep unsent messages in " + file, e);
        }
        throw new Problem(
                "another join has your unsent messages: those from here are not kept when this one ends",
                "leave one of the two");
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            FileLock own = lock.tryLock();
            return own != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public List<Message> read() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            } else if (Files.size(file) > MAX_SIZE) {
                throw damaged(null);
            }
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw damaged(e);
        } catch (IOException e) {
            throw problem("cannot read unsent messages from " + file, e);
        }
    }

    private static List<Message> parse(List<String> lines) {
        Batches batches = new Batches();
        List<Message> messages = new ArrayList<>();
        for (String line : lines) {
            batches.add(Message.parse(line)).ifPresent(batch -> messages.addAll(batch.lines()));
        }
        if (messages.stream().anyMatch(message -> Outbox.Item.of(message) == null)) {
            throw new IllegalArgumentException("not a message to be sent");
        }
        return messages;
    }

    /** Moves the file out of the way. */
    private Problem damaged(@Nullable Exception why) {
        Path aside = beside(file, ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return problem("the unsent messages in " + file + " are damaged", e);
        }
        return new Problem(
                "unsent messages of an earlier time cannot be read, and are not sent",
                "they are in " + aside + " now",
                why);
    }

    @Override
    public void write(List<Message> messages) {
        StringBuilder lines = new StringBuilder();
        for (Message message : messages) {
            LongMessage.split(message, ROOM).forEach(line -> lines.append(line).append('\n'));
        }
        try (AtomicFile fresh = AtomicFile.create(file, beside(file, ".new"), Permissions.FOR_OWNER)) {
            fresh.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            fresh.replace();
        } catch (IOException e) {
            throw problem("cannot keep unsent messages in " + file, e);
        }
    }

    private static Problem problem(String what, IOException e) {
        return new Problem(what + ": " + Failures.reason(e), "they are lost if join ends before they are sent", e);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw problem("cannot let go of " + file, e);
        }
    }
}
