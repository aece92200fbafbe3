package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageReferenceTest {
    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

    @Test
    void aMessageIsNamedByItsId() {
        assertThat(MessageReference.of("a1")).isEqualTo("msgid=a1");
        assertThat(MessageReference.parse("msgid=a1")).isEqualTo(new MessageReference("a1", null));
        assertThat(MessageReference.isMessage("msgid=a1")).isTrue();
    }

    @Test
    void aTimeHasMilliseconds() {
        assertThat(MessageReference.of(NINE)).isEqualTo("timestamp=2026-11-24T09:00:00.000Z");
        assertThat(MessageReference.parse("timestamp=2026-11-24T09:00:00.000Z"))
                .isEqualTo(new MessageReference(null, NINE));
        assertThat(MessageReference.isMessage("timestamp=2026-11-24T09:00:00.000Z"))
                .isFalse();
    }

    @Test
    void anythingElseIsNoReference() {
        for (String other : new String[] {"", "*", "a1", "time=2026-11-24T09:00:00.000Z", "2026-11-24T09:00:00.000Z"}) {
            assertThat(MessageReference.parse(other)).as(other).isNull();
            assertThat(MessageReference.isOfKnownType(other)).as(other).isFalse();
        }
        assertThat(MessageReference.parse("timestamp=today")).isNull();
        assertThat(MessageReference.isOfKnownType("timestamp=today")).isTrue();
    }
}
