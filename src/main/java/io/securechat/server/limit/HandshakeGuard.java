package io.securechat.server.limit;

import io.securechat.server.settings.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rate limiter for failed handshakes: a burst of {@value #BURST} and then {@value #PER_SECOND} a second from one IPv4
 * address or IPv6 /64. That is far beyond scanners and mistakes, and clients that share the address of an attacker
 * connect again a moment after the flood. A successful handshake costs {@value #SUCCESSES} times less, an expensive one
 * more. Thread-safe.
 */
public final class HandshakeGuard {
    public static final int BURST = 500;
    static final int PER_SECOND = 50;
    static final int SUCCESSES = 5;
    static final int MAX_ADDRESSES = 10_000;

    /** The cost of a rejected certificate in ordinary failures: up to eight signatures were verified for it. */
    public static final int REFUSED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeGuard.class);

    /** In tokens of a success. */
    private static final Settings.Rate RATE =
            new Settings.Rate(BURST * SUCCESSES, Duration.ofSeconds(BURST / PER_SECOND));

    private static final long REPORT_NANOS = Duration.ofMinutes(1).toNanos();

    private static final class Source {
        final TokenBucket bucket;
        long reportAt;
        int rejected;

        Source(LongSupplier nanoTime) {
            bucket = new TokenBucket(RATE, nanoTime);
            reportAt = nanoTime.getAsLong();
        }
    }

    private final LongSupplier nanoTime;

    /** The sources with the latest failures are kept. */
    private final Map<String, Source> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    public HandshakeGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether a connection from this address may start TLS. */
    public synchronized boolean admits(InetAddress address) {
        String network = Networks.of(address);
        Source source = sources.get(network);
        if (source == null || source.bucket.delay().isZero()) {
            return true;
        }
        source.rejected++;
        long now = nanoTime.getAsLong();
        if (now - source.reportAt >= 0) {
            source.reportAt = now + REPORT_NANOS;
            LOG.warn("{}: too many failed handshakes, {} connections rejected", network, source.rejected);
            source.rejected = 0;
        }
        return false;
    }

    /**
     * Charges an address for a failed handshake.
     *
     * @param times the cost in ordinary failures, at least 1
     */
    public void failed(InetAddress address, int times) {
        charge(address, times * SUCCESSES);
    }

    public void succeeded(InetAddress address) {
        charge(address, 1);
    }

    private synchronized void charge(InetAddress address, int tokens) {
        sources.computeIfAbsent(Networks.of(address), network -> new Source(nanoTime))
                .bucket
                .take(tokens);
    }
}
