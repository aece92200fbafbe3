package io.securechat.history.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * The committed frames of a write-ahead log, up to the first one whose checksum is wrong.
 *
 * @param pages the position of the latest version of each page in the log
 * @param pageSize 0 if there is no valid log
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">its format</a>
 */
record LogFrames(Map<Long, Long> pages, int pageSize) {
    static final LogFrames NONE = new LogFrames(Map.of(), 0);

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;

    static LogFrames of(FileChannel log) throws IOException {
        ByteBuffer header = read(log, 0, HEADER);
        if (header.remaining() == HEADER && (header.getInt(0) & ~1) == MAGIC) {
            int pageSize = header.getInt(8);
            ByteOrder order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            long sum = sum(0, header.slice(0, FRAME_HEADER), order);
            if (PageFile.isSize(pageSize) && sum == header.getLong(24)) {
                return new LogFrames(committed(log, header, sum, order), pageSize);
            }
        }
        return NONE;
    }

    private static Map<Long, Long> committed(FileChannel log, ByteBuffer header, long first, ByteOrder order)
            throws IOException {
        int length = FRAME_HEADER + header.getInt(8);
        Map<Long, Long> committed = new HashMap<>();
        Map<Long, Long> transaction = new HashMap<>();
        long sum = first;
        for (long at = HEADER; ; at += length) {
            ByteBuffer frame = read(log, at, length);
            if (frame.remaining() < length || frame.getLong(8) != header.getLong(16)) {
                return committed;
            }
            sum = sum(sum, frame.slice(0, 8), order);
            sum = sum(sum, frame.slice(FRAME_HEADER, length - FRAME_HEADER), order);
            if (sum != frame.getLong(16)) {
                return committed;
            }
            transaction.put(Integer.toUnsignedLong(frame.getInt(0)), at + FRAME_HEADER);
            if (frame.getInt(4) != 0) {
                committed.putAll(transaction);
                transaction.clear();
            }
        }
    }

    private static long sum(long before, ByteBuffer bytes, ByteOrder order) {
        ByteBuffer words = bytes.order(order);
        int first = (int) (before >>> 32);
        int second = (int) before;
        while (words.remaining() >= 8) {
            first += words.getInt() + second;
            second += words.getInt() + first;
        }
        return (long) first << 32 | Integer.toUnsignedLong(second);
    }

    private static ByteBuffer read(FileChannel log, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = log.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }
}
