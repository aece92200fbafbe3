package io.securechat.server;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns away who floods the server with handshakes that fail: more than a burst of {@value #BURST} and then
 * {@value #PER_SECOND} a second from one IPv4 address or IPv6 /64. That is far beyond scanners and mistakes, and whoever
 * shares the address of an attacker gets through again a moment after the flood. May be called from any thread.
 */
final class HandshakeGuard {
    static final int BURST = 500;
    static final int PER_SECOND = 50;
    static final int MAX_ADDRESSES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeGuard.class);
    private static final long COST_MILLIS = 1000 / PER_SECOND;
    private static final long MOST_MILLIS = BURST * COST_MILLIS;
    private static final long REPORT_MILLIS = Duration.ofMinutes(1).toMillis();

    /** A token bucket, told by the moment at which it is full again: each failure puts that off. */
    private static final class Bucket {
        long fullAt;
        long reportAt;
        int turnedAway;

        /** How long it takes until it is full; a clock that was set back must not make it longer than ever. */
        long missing(long now) {
            fullAt = Math.min(fullAt, now + MOST_MILLIS);
            return Math.max(fullAt - now, 0);
        }
    }

    private final Clock clock;

    /** Those who failed last are kept. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    HandshakeGuard(Clock clock) {
        this.clock = clock;
    }

    /** Whether a connection from this address may begin with TLS. */
    synchronized boolean admits(InetAddress address) {
        String network = network(address);
        Bucket bucket = buckets.get(network);
        long now = clock.millis();
        if (bucket == null || bucket.missing(now) < MOST_MILLIS) {
            return true;
        }
        bucket.turnedAway++;
        if (now >= bucket.reportAt) {
            bucket.reportAt = now + REPORT_MILLIS;
            LOG.warn("{}: too many failed handshakes, {} connections turned away", network, bucket.turnedAway);
            bucket.turnedAway = 0;
        }
        return false;
    }

    synchronized void failed(InetAddress address) {
        Bucket bucket = buckets.computeIfAbsent(network(address), network -> new Bucket());
        long now = clock.millis();
        bucket.fullAt = now + bucket.missing(now) + COST_MILLIS;
    }

    /** What one attacker usually has to himself. */
    private static String network(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16)) + "/64";
    }
}
