package io.securechat.client.outbox;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.client.request.Batches;
import io.securechat.client.request.LongMessage;
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
 * The file that keeps unconfirmed messages after the end of the program: IRC lines, readable by its owner only. It is replaced
 * as a whole, and locked by one program at a time.
 */
final class OutboxFile implements AutoCloseable {
    /** Bytes of the file; more than the largest outbox takes. */
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
     * Opens and locks a file, which need not exist yet.
     *
     * @throws Problem if another program has locked it, or it cannot be created
     */
    static OutboxFile open(Path file) {
        try {
            Files.createDirectories(
                    file.toAbsolutePath().getParent(), Permissions.FOLDER_FOR_OWNER.at(file.toAbsolutePath()));
            FileChannel lock = Permissions.FOR_OWNER.open(
                    beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(lock)) {
                Files.deleteIfExists(beside(file, ".new")); // left by a program that was killed while writing
                return new OutboxFile(file, lock);
            }
            lock.close();
        } catch (IOException e) {
            throw problem("cannot keep unsent messages in " + file, e);
        }
        throw new Problem(
                "another join keeps your unsent messages: those of this one are lost when it ends",
                "end one of the two");
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            FileLock own = lock.tryLock();
            return own != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Reads the messages, as {@link OutgoingMessage#record} made them.
     *
     * @throws Problem if they cannot be read; a damaged file is moved aside
     */
    List<Message> read() {
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
        if (messages.stream().anyMatch(message -> OutgoingMessage.ofRecord(message) == null)) {
            throw new IllegalArgumentException("not a message to be sent");
        }
        return messages;
    }

    /** Moves a damaged file aside. */
    private Problem damaged(@Nullable Exception why) {
        Path aside = beside(file, ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return problem("the unsent messages in " + file + " are damaged", e);
        }
        return new Problem(
                "cannot read unsent messages of an earlier session, which are not sent",
                "they are in " + aside + " now",
                why);
    }

    /**
     * Replaces the messages.
     *
     * @throws Problem if they cannot be written
     */
    void write(List<Message> messages) {
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
        return new Problem(
                what + ": " + FileErrors.reason(e), "messages are lost if join ends before they are sent", e);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw problem("cannot release " + file, e);
        }
    }
}
