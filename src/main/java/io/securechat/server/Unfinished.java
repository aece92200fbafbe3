package io.securechat.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
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
 * The connections whose TLS handshake is not complete: at most {@value #PER_NETWORK} from an IPv4 address or IPv6 /64, and
 * {@value #IN_ALL} in all. They take no room from those who are let in. One more takes the place of the oldest one, so that
 * whoever opens connections and says nothing only loses his own, and somebody who goes on with the handshake gets through. May be
 * called from any thread.
 */
final class Unfinished {
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
    Unfinished(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reportAt = nanoTime.getAsLong();
    }

    /** Takes on a connection, until {@link #remove} or its end; closes another one if there are too many. */
    void add(Channel channel) {
        Channel oldest = put(channel);
        if (oldest != null) {
            oldest.attr(EVICTED).set(true);
            abort(oldest);
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
            LOG.warn("{} {} unfinished handshakes: {} connections closed that were the oldest", who, number, closed);
            closed = 0;
        }
    }

    /** The handshake is complete, or the connection has ended. */
    synchronized void remove(Channel channel) {
        if (all.remove(channel)) {
            String network = network(channel);
            Set<Channel> neighbours = byNetwork.get(network);
            if (neighbours != null && neighbours.remove(channel) && neighbours.isEmpty()) {
                byNetwork.remove(network);
            }
        }
    }

    /** Whether a connection was closed to make room for another one, so that the end of its handshake is not its own fault. */
    static boolean hasEvicted(Channel channel) {
        return channel.hasAttr(EVICTED);
    }

    synchronized int size() {
        return all.size();
    }

    /** Closes all of them. */
    void close() {
        List<Channel> last;
        synchronized (this) {
            last = List.copyOf(all);
        }
        last.forEach(Unfinished::abort);
    }

    /** Without the words of farewell that TLS has, for which one would have to wait. */
    private static void abort(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }

    private static String network(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? Networks.of(remote.getAddress()) : "?";
    }
}
