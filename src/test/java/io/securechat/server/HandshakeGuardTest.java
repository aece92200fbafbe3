package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.SettableClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandshakeGuardTest {
    private final SettableClock clock = new SettableClock();
    private final HandshakeGuard guard = new HandshakeGuard(clock);
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
            guard.failed(attacker);
        }
        pass(Duration.ofSeconds(HandshakeGuard.BURST / HandshakeGuard.PER_SECOND));
        assertThat(failuresUntilTurnedAway(attacker)).isEqualTo(HandshakeGuard.BURST);
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
    void aClockThatIsSetBackLocksNobodyOut() {
        failuresUntilTurnedAway(attacker);
        pass(Duration.ofDays(-1));
        assertThat(guard.admits(attacker)).isFalse();
        pass(Duration.ofMillis(1000 / HandshakeGuard.PER_SECOND));
        assertThat(guard.admits(attacker)).isTrue();
    }

    @Test
    void itRemembersAsManyAddressesAsItHasRoomFor() {
        failuresUntilTurnedAway(attacker);
        for (int i = 0; i < HandshakeGuard.MAX_ADDRESSES - 1; i++) {
            guard.failed(address("10.0." + i / 256 + "." + i % 256));
        }
        assertThat(guard.admits(attacker)).isFalse();
        for (int i = 0; i < HandshakeGuard.MAX_ADDRESSES; i++) {
            guard.failed(address("10.1." + i / 256 + "." + i % 256));
        }
        assertThat(guard.admits(attacker)).isTrue();
    }

    private int failuresUntilTurnedAway(InetAddress address) {
        int failures = 0;
        for (; guard.admits(address); failures++) {
            guard.failed(address);
        }
        return failures;
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
