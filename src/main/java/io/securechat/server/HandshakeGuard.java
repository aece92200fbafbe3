package io.securechat.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns away who floods the server with handshakes that fail: more than a burst of {@value #BURST} and then
 * {@value #PER_SECOND} a second from one IPv4 address or IPv6 /64. That is far beyond scanners and mistakes, and whoever
 * shares the address of an attacker gets through again a moment after the flood. A handshake that succeeds costs
 * {@value #SUCCESSES} times less, one that takes much of the processor more. May be called from any thread.
 */
final class HandshakeGuard {
    static final int BURST = 500;
    static final int PER_SECOND = 50;
    static final int SUCCESSES = 5;
    static final int MAX_ADDRESSES = 10_000;

    /** As many ordinary failures cost a certificate that is refused: up to eight signatures were verified for it. */
    static final int REFUSED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeGuard.class);
    private static final long COST_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final long MOST_NANOS = BURST * COST_NANOS;
    private static final long REPORT_NANOS = Duration.ofMinutes(1).toNanos();

    /** A token bucket, told by the moment at which it is full again: each failure puts that off. */
    private static final class Bucket {
        long fullAt;
        long reportAt;
        int turnedAway;

        Bucket(long now) {
            fullAt = now;
            reportAt = now;
        }

        /** How long it takes until it is full. */
        long missing(long now) {
            return Math.max(fullAt - now, 0);
        }
    }

    private final LongSupplier nanoTime;

    /** Those who failed last are kept. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    HandshakeGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a connection from this address may begin with TLS. */
    synchronized boolean admits(InetAddress address) {
        String network = Networks.of(address);
        Bucket bucket = buckets.get(network);
        long now = nanoTime.getAsLong();
        if (bucket == null || bucket.missing(now) < MOST_NANOS) {
            return true;
        }
        bucket.turnedAway++;
        if (now - bucket.reportAt >= 0) {
            bucket.reportAt = now + REPORT_NANOS;
            LOG.warn("{}: too many failed handshakes, {} connections turned away", network, bucket.turnedAway);
            bucket.turnedAway = 0;
        }
        return false;
    }

    /** @param times how many ordinary failures it was as costly as, at least 1 */
    void failed(InetAddress address, int times) {
        charge(address, times * COST_NANOS);
    }

    void succeeded(InetAddress address) {
        charge(address, COST_NANOS / SUCCESSES);
    }

    /** However much it was, it is forgotten after twice the time in which a burst is. */
    private synchronized void charge(InetAddress address, long nanos) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(Networks.of(address), network -> new Bucket(now));
        bucket.fullAt = now + Math.min(bucket.missing(now) + nanos, 2 * MOST_NANOS);
    }
}
