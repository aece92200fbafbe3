package io.securechat.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @Test
    void theOutboxIsBounded() {
        Outbox outbox = empty();
        Message large = Message.of("PRIVMSG", "#lobby", "x".repeat(Outbox.MAX_BYTES / 4));
        for (int i = 0; i < 4; i++) {
            assertThat(outbox.add(large, NOW)).isPresent();
        }
        assertThat(outbox.add(Message.of("PRIVMSG", "#lobby", "x"), NOW)).isEmpty();
        outbox.remove(outbox.messages().get(0));
        assertThat(outbox.add(large, NOW)).isPresent();

        Outbox many = empty();
        for (int i = 0; i < Outbox.MAX_MESSAGES; i++) {
            assertThat(many.add(Message.of("PRIVMSG", "#lobby", "x"), NOW)).isPresent();
        }
        assertThat(many.add(Message.of("PRIVMSG", "#lobby", "x"), NOW)).isEmpty();
    }

    /** Returns an outbox without a file. */
    static Outbox empty() {
        return new Outbox((delay, task) -> {}, problem -> {
            throw problem;
        });
    }
}
