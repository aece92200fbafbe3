package io.securechat.server;

/**
 * What the chat has made for its connections so far, in bytes, so that it can be charged to whom it was made for. Owned by the
 * chat's thread.
 */
final class Work {
    /** What a receiver of a message costs at least: less than its bytes, because they are encoded only once for many. */
    private static final int RECEIVER = 4;

    /** Bytes of a long message that cost each receiver a byte. */
    private static final int SHARED = 32;

    /** What it costs to compare a user or a room with what a command asks for. */
    private static final int COMPARISON = 8;

    private long total;

    /** Something was made for one connection. */
    void add(long bytes) {
        total += bytes;
    }

    /** So many users or rooms had to be looked through. */
    void lookThrough(int number) {
        total += (long) number * COMPARISON;
    }

    /** A message goes to many. */
    void fanOut(long receivers, int bytes) {
        total += receivers * Math.max(RECEIVER, bytes / SHARED);
    }

    /** Does something, and returns how much work that was; what it was part of is not charged for it again. */
    long measure(Runnable task) {
        long before = total;
        try {
            task.run();
        } finally {
            total -= before;
        }
        long caused = total;
        total = before;
        return caused;
    }
}
