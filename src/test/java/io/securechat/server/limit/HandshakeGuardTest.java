package io.securechat.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HandshakeGuardTest {
    private final AtomicLong now = new AtomicLong();
    private final HandshakeGuard guard = new HandshakeGuard(now::get);
    private final InetAddress attacker = address("192.0.2.1");

    @Test
    void aBurstOfMistakesIsNoFlood() {
        assertThat(failuresUntilTurnedAway(attacker)).isEqualTo(HandshakeGuard.BURST);
    }

    @Test
    void aFloodIsHeldDownAndItsAddressIsFreeAgainAMomentLater() {
        failuresUntilTurnedAway(attacker);
        for (int i = 0; i < 3 * HandshakeGuard.PER_SECOND; i++) {
            assertThat(guard.admits(attacker)).isFalse();
            pass(Duration.ofMillis(1000 / HandshakeGuard.PER_SECOND));
            assertThat(guard.admits(attacker)).isTrue();
            guard.failed(attacker, 1);
        }
        pass(Duration.ofSeconds(HandshakeGuard.BURST / HandshakeGuard.PER_SECOND));
        assertThat(failuresUntilTurnedAway(attacker)).isEqualTo(HandshakeGuard.BURST);
    }

    @Test
    void theLogHasOneLineAMinuteWithTheirNumber() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(HandshakeGuard.class);
        log.start();
        logger.addAppender(log);
        try {
            failuresUntilTurnedAway(attacker);
            for (int i = 0; i < 99; i++) {
                guard.admits(attacker);
            }
            pass(Duration.ofMinutes(1));
            failuresUntilTurnedAway(attacker);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "192.0.2.1: too many failed handshakes, 1 connections rejected",
                        "192.0.2.1: too many failed handshakes, 100 connections rejected");
    }

    @Test
    void otherAddressesDoNotPayForIt() {
        failuresUntilTurnedAway(attacker);
        assertThat(guard.admits(address("192.0.2.2"))).isTrue();
    }

    @Test
    void anIpv6NetworkOf64BitsIsOneAddress() {
        failuresUntilTurnedAway(address("2001:db8:1:2::1"));
        assertThat(guard.admits(address("2001:db8:1:2:ffff::9"))).isFalse();
        assertThat(guard.admits(address("2001:db8:1:3::1"))).isTrue();
    }

    @Test
    void aCostlyFailureCountsAsMany() {
        guard.failed(attacker, HandshakeGuard.BURST - 10);
        assertThat(failuresUntilTurnedAway(attacker)).isEqualTo(10);
        guard.failed(attacker, 1_000_000);
        assertThat(guard.admits(attacker)).isFalse();
        pass(Duration.ofSeconds(2 * HandshakeGuard.BURST / HandshakeGuard.PER_SECOND));
        assertThat(failuresUntilTurnedAway(attacker)).isEqualTo(HandshakeGuard.BURST);
    }

    @Test
    void successesCostLess() {
        int successes = 0;
        for (; guard.admits(attacker); successes++) {
            guard.succeeded(attacker);
        }
        assertThat(successes).isEqualTo(HandshakeGuard.BURST * HandshakeGuard.SUCCESSES);
    }

    @Test
    void itRemembersAsManyAddressesAsItHasRoomFor() {
        failuresUntilTurnedAway(attacker);
        for (int i = 0; i < HandshakeGuard.MAX_ADDRESSES - 1; i++) {
            guard.failed(address("10.0." + i / 256 + "." + i % 256), 1);
        }
        assertThat(guard.admits(attacker)).isFalse();
        for (int i = 0; i < HandshakeGuard.MAX_ADDRESSES; i++) {
            guard.failed(address("10.1." + i / 256 + "." + i % 256), 1);
        }
        assertThat(guard.admits(attacker)).isTrue();
    }

    private int failuresUntilTurnedAway(InetAddress address) {
        int failures = 0;
        for (; guard.admits(address); failures++) {
            guard.failed(address, 1);
        }
        return failures;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
