package io.securechat.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event.Person;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LongMessagesTest {
    private final LongMessages messages = new LongMessages(place -> true);

    @Test
    void theOldestAreForgottenByNumberAndBySize() {
        for (int i = 1; i <= LongMessages.MAX_MESSAGES + 1; i++) {
            assertThat(messages.add(message("m" + i), 10)).isEqualTo(i);
        }
        assertThat(messages.find(1)).isNull();
        assertThat(messages.find(2)).isEqualTo(message("m2"));
        messages.add(message("large"), LongMessages.MAX_CHARACTERS - 25);
        assertThat(messages.find(LongMessages.MAX_MESSAGES - 1)).isNull();
        assertThat(messages.find(LongMessages.MAX_MESSAGES)).isEqualTo(message("m" + LongMessages.MAX_MESSAGES));
        messages.add(message("larger"), 2 * LongMessages.MAX_CHARACTERS);
        assertThat(messages.find(LongMessages.MAX_MESSAGES + 2)).isNull();
        assertThat(messages.find(0)).isEqualTo(message("larger"));
    }

    @Test
    void deletedOnesLeaveRoom() {
        int first = messages.add(message("a"), LongMessages.MAX_CHARACTERS);
        messages.deleted("a");
        assertThat(messages.find(first)).isNull();
        int second = messages.add(message("b"), LongMessages.MAX_CHARACTERS - 1);
        messages.add(message("c"), 1);
        assertThat(messages.find(second)).isEqualTo(message("b"));
    }

    private static MessageEvent message(String id) {
        Person bob = new Person("bob", false);
        return new MessageEvent.Whispered(
                Instant.EPOCH, "ada", new Utterance(bob, "text", Kind.MESSAGE, false, id, Origin.LIVE));
    }
}
