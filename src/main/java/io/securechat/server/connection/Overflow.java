package io.securechat.server.connection;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the bytes that wait for all readers of an event loop together, because many readers below their send queues
 * could exhaust the memory. Beyond the limit the slowest readers are closed until a quarter of it is free. Owned by the
 * loop.
 */
public final class Overflow {
    private static final Logger LOG = LoggerFactory.getLogger(Overflow.class);

    /** The time between checks, each of which asks all connections. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Comparator<ClientConnection> MOST_WAITING =
            Comparator.comparingLong(ClientConnection::pending).reversed();

    private final long limit;
    private final LongSupplier nanoTime;
    private long nextLook;

    /**
     * @param limit bytes
     * @param nanoTime a monotonic clock
     */
    public Overflow(long limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
    }

    /** Closes connections if too much is queued for all of them; checks at most ten times a second. */
    void look(Collection<ClientConnection> connections) {
        long now = nanoTime.getAsLong();
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        long waiting = 0;
        for (ClientConnection connection : connections) {
            waiting += connection.pending();
        }
        if (waiting > limit) {
            close(connections, waiting);
        }
    }

    private void close(Collection<ClientConnection> connections, long waiting) {
        long left = waiting;
        int closed = 0;
        for (ClientConnection connection :
                List.copyOf(connections).stream().sorted(MOST_WAITING).toList()) {
            if (left <= limit / 4 * 3) {
                break;
            }
            left -= connection.pending();
            connection.courier().traffic().overflowed();
            connection.abort("SendQ exceeded by all readers together");
            closed++;
        }
        LOG.warn(
                "{} MB are queued for all readers, the limit is {} MB: {} connections closed; a larger -Xmx raises the limit",
                waiting >> 20,
                limit >> 20,
                closed);
    }
}
