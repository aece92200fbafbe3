package io.securechat.server.limit;

/** Counts the bytes made for clients, so that they can be charged for them. Owned by the thread {@code chat}. */
public final class Work {
    /** The minimum cost of a receiver, below the bytes of a message, because these are encoded once for many. */
    private static final int RECEIVER = 4;

    /** Bytes of a long message that cost each receiver a byte. */
    private static final int SHARED = 32;

    /** The cost of a comparison of a user or a room with a query. */
    private static final int COMPARISON = 8;

    private long total;

    /** Counts bytes for one connection. */
    public void add(long bytes) {
        total += bytes;
    }

    /** Counts users or rooms that a query compares. */
    public void lookThrough(int number) {
        total += (long) number * COMPARISON;
    }

    /** Counts a message to many receivers. */
    public void fanOut(long receivers, int bytes) {
        total += receivers * Math.max(RECEIVER, bytes / SHARED);
    }

    /** Runs a task and returns the work of it; an enclosing task is not charged for that. */
    public long measure(Runnable task) {
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
