package io.securechat.history.salvage;

import io.securechat.history.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an SQLite file, in their latest committed version. The file may be damaged anywhere: nothing is trusted but the
 * place of a page.
 */
final class PageFile implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SIZE_OF_JOURNALS = 4096;
    private static final int HEADER = 100;

    private final FileChannel main;
    private final @Nullable FileChannel log;
    private final LogFrames frames;
    private final int size;
    private final long count;
    private final @Nullable Integer application;
    private long unreadable;

    /** Opens a file, and its write-ahead log if there is one. */
    PageFile(JournalFile file) throws IOException {
        main = FileChannel.open(file.path(), StandardOpenOption.READ);
        log = Files.exists(file.log()) ? FileChannel.open(file.log(), StandardOpenOption.READ) : null;
        frames = log == null ? LogFrames.NONE : LogFrames.of(log);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        read(main, 0, header);
        boolean intact = header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
        int stated = header.getShort(16) == 1 ? 1 << 16 : Short.toUnsignedInt(header.getShort(16));
        int fallback = frames.pageSize() == 0 ? SIZE_OF_JOURNALS : frames.pageSize();
        size = intact && isSize(stated) ? stated : fallback;
        application = intact ? header.getInt(68) : null;
        long last = frames.pages().keySet().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        count = Math.max((main.size() + size - 1) / size, last);
    }

    static boolean isSize(int bytes) {
        return bytes >= 512 && bytes <= 1 << 16 && Integer.bitCount(bytes) == 1;
    }

    /** Returns the type of the file, null if its header is damaged. */
    @Nullable Integer application() {
        return application;
    }

    /** Returns the number of pages. */
    long count() {
        return count;
    }

    int size() {
        return size;
    }

    /** Returns the number of pages that the disk could not read. */
    long unreadable() {
        return unreadable;
    }

    /** Returns a page, with zeros beyond the end of a truncated file; null if the disk cannot read it. */
    @Nullable ByteBuffer page(long number) {
        ByteBuffer page = ByteBuffer.allocate(size);
        Long frame = frames.pages().get(number);
        try {
            if (frame != null && log != null) {
                read(log, frame, page);
            } else {
                read(main, (number - 1) * size, page);
            }
            return page.clear();
        } catch (IOException e) {
            unreadable++;
            return null;
        }
    }

    /** Returns the position of the b-tree's header in a page. */
    static int start(long number) {
        return number == 1 ? HEADER : 0;
    }

    private static void read(FileChannel channel, long position, ByteBuffer target) throws IOException {
        int read = 0;
        while (target.hasRemaining() && read >= 0) {
            read = channel.read(target, position + target.position());
        }
    }

    @Override
    public void close() throws IOException {
        main.close();
        if (log != null) {
            log.close();
        }
    }
}
