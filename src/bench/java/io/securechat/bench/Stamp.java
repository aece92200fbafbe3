package io.securechat.bench;

import io.netty.buffer.ByteBuf;

/**
 * The end of every message of the benchmark: a mark, and the numbers of the sender and of its message in eight characters of six
 * bits each. They are decoded in place, by one read of eight bytes.
 */
final class Stamp {
    static final int LENGTH = 1 + Long.BYTES;
    private static final byte MARK = '~';
    private static final long ZEROS = 0x3030303030303030L;
    private static final int DIGIT = 6;
    private static final int NUMBER = 30;

    private Stamp() {}

    /** Writes the stamp of a sender's message at the end of a line. */
    static void write(byte[] line, int end, int sender, int number) {
        line[end - LENGTH] = MARK;
        long value = (long) sender << NUMBER | number;
        for (int at = end - 1; at >= end - Long.BYTES; at--) {
            line[at] = (byte) ('0' + (value & 63));
            value >>= DIGIT;
        }
    }

    /** Returns whether a line is a message of the benchmark. */
    static boolean isBefore(ByteBuf in, int start, int end) {
        return end - start >= LENGTH && in.getByte(end - LENGTH) == MARK;
    }

    /** Returns the stamp of the line that ends at an index. */
    static long read(ByteBuf in, int end) {
        // Merges neighbours: bytes to digits of 12 bits, these to 24 bits, and these to 48 bits.
        long digits = in.getLong(end - Long.BYTES) - ZEROS;
        digits = (digits & 0x003F003F003F003FL) | (digits >>> 2 & 0x0FC00FC00FC00FC0L);
        digits = (digits & 0x00000FFF00000FFFL) | (digits >>> 4 & 0x00FFF00000FFF000L);
        return (digits & 0xFFFFFFL) | (digits >>> 8 & 0xFFFFFF000000L);
    }

    static int sender(long stamp) {
        return (int) (stamp >>> NUMBER);
    }

    static int number(long stamp) {
        return (int) stamp & (1 << NUMBER) - 1;
    }
}
