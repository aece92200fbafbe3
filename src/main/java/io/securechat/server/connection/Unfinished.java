package io.securechat.server.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.securechat.server.limit.Networks;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections whose TLS handshake is not complete: at most {@value #PER_NETWORK} from an IPv4 address or IPv6 /64,
 * and {@value #IN_ALL} in all. They do not count as admitted. A further one replaces the oldest, so that a client that
 * completes its handshake gets through a flood of connections that do not. Thread-safe.
 */
public final class Unfinished {
    static final int PER_NETWORK = 256;
    static final int IN_ALL = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final AttributeKey<Boolean> EVICTED = AttributeKey.valueOf(Unfinished.class, "evicted");

    private final LongSupplier nanoTime;
    private final Map<String, Set<Channel>> byNetwork = new HashMap<>();
    private final Set<Channel> all = new LinkedHashSet<>();
    private long reportAt;
    private int closed;

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    public Unfinished(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reportAt = nanoTime.getAsLong();
    }

    /** Adds a connection, until {@link #remove} or its end; closes the oldest one if there are too many. */
    public void add(Channel channel) {
        Channel oldest = put(channel);
        if (oldest != null) {
            oldest.attr(EVICTED).set(true);
            LingeringClose.abort(oldest);
        }
        channel.closeFuture().addListener(end -> remove(channel));
    }

    private synchronized @Nullable Channel put(Channel channel) {
        String network = network(channel);
        Set<Channel> neighbours = byNetwork.computeIfAbsent(network, none -> new LinkedHashSet<>(2));
        Channel oldest = null;
        if (neighbours.size() >= PER_NETWORK) {
            oldest = neighbours.iterator().next();
            report(network + " has", neighbours.size());
        } else if (all.size() >= IN_ALL) {
            oldest = all.iterator().next();
            report("there are", all.size());
        }
        if (oldest != null) {
            remove(oldest);
        }
        byNetwork.computeIfAbsent(network, none -> new LinkedHashSet<>(2)).add(channel);
        all.add(channel);
        return oldest;
    }

    private void report(String who, int number) {
        closed++;
        long now = nanoTime.getAsLong();
        if (now - reportAt >= 0) {
            reportAt = now + REPORT_NANOS;
            LOG.warn("{} {} unfinished handshakes: the {} oldest connections closed", who, number, closed);
            closed = 0;
        }
    }

    /** The handshake is complete, or the connection has ended. */
    public synchronized void remove(Channel channel) {
        if (all.remove(channel)) {
            String network = network(channel);
            Set<Channel> neighbours = byNetwork.get(network);
            if (neighbours != null && neighbours.remove(channel) && neighbours.isEmpty()) {
                byNetwork.remove(network);
            }
        }
    }

    /** Returns whether a connection was closed to make room, so that its client is not to blame. */
    static boolean hasEvicted(Channel channel) {
        return channel.hasAttr(EVICTED);
    }

    synchronized int size() {
        return all.size();
    }

    /** Closes all of them. */
    public void close() {
        List<Channel> last;
        synchronized (this) {
            last = List.copyOf(all);
        }
        last.forEach(LingeringClose::abort);
    }

    private static String network(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? Networks.of(remote.getAddress()) : "?";
    }
}
