package io.securechat.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.UserEvent.Writing;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WritersTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:05:00Z");
    private static final Place LOBBY = new Place("#lobby", true);

    private final Writers writers = new Writers();

    @Test
    void thoseWhoWriteInTheRoomAreNamedOrCounted() {
        assertThat(writers.text("#lobby", AT)).isEmpty();
        writes("bob", Writing.ACTIVE);
        assertThat(writers.text("#LOBBY", AT)).isEqualTo("bob is writing");
        assertThat(writers.text("#tea", AT)).isEmpty();
        writes("ann", Writing.PAUSED);
        assertThat(writers.text("#lobby", AT)).isEqualTo("ann and bob are writing");
        writes("cy", Writing.ACTIVE);
        assertThat(writers.text("#lobby", AT)).isEqualTo("3 people are writing");
    }

    @Test
    void aNoticeExpires() {
        writes("bob", Writing.ACTIVE);
        writes("ann", Writing.PAUSED);
        assertThat(writers.text("#lobby", AT.plusSeconds(5))).isEqualTo("ann and bob are writing");
        assertThat(writers.text("#lobby", AT.plusSeconds(6))).isEqualTo("ann is writing");
        assertThat(writers.text("#lobby", AT.plusSeconds(30))).isEmpty();
    }

    @Test
    void itEndsWithTheMessageOrWithThePerson() {
        Utterance utterance = new Utterance(new Person("BOB", false), "hi", Kind.MESSAGE, false, "", Origin.LIVE);
        writes("bob", Writing.ACTIVE);
        writers.accept(new MessageEvent.Said(AT, LOBBY, utterance, false), AT);
        assertThat(writers.text("#lobby", AT)).isEmpty();
        writes("bob", Writing.ACTIVE);
        writes("bob", Writing.DONE);
        assertThat(writers.text("#lobby", AT)).isEmpty();
        writes("bob", Writing.ACTIVE);
        writers.accept(new RoomEvent.Left(AT, LOBBY, "bob", "", "", false), AT);
        assertThat(writers.text("#lobby", AT)).isEmpty();
        writes("bob", Writing.ACTIVE);
        writers.accept(new UserEvent.Quit(AT, "bob", ""), AT);
        assertThat(writers.text("#lobby", AT)).isEmpty();
        writes("bob", Writing.ACTIVE);
        writers.accept(new UserEvent.Renamed(AT, "bob", "robert", false), AT);
        assertThat(writers.text("#lobby", AT)).isEmpty();
    }

    private void writes(String nick, Writing writing) {
        writers.accept(new UserEvent.Typing(AT, LOBBY, new Person(nick, false), writing), AT);
    }
}
