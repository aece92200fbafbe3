package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.Event.Kind;
import io.securechat.client.Event.Person;
import io.securechat.client.Event.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:05:00.123Z");
    private static final Place LOBBY = new Place("#lobby", true);

    @Test
    void aMessageIsAnObjectOnOneLine() {
        Event said = new Event.Said(
                AT, LOBBY, new Person("ada", true), "say \"hi\" \\ ☕ 👍", Kind.MESSAGE, true, false, "x1");
        assertThat(new Json().render(said))
                .isEqualTo(
                        "{\"type\":\"message\",\"time\":\"2026-11-23T09:05:00.123Z\","
                                + "\"room\":\"#lobby\",\"from\":\"ada\",\"verified\":true,\"text\":\"say \\\"hi\\\" \\\\ ☕ 👍\",\"mine\":true,\"id\":\"x1\"}");
    }

    @Test
    void namesAreAList() {
        assertThat(new Json()
                        .render(new Event.Entered(
                                AT, LOBBY, "", List.of(new Person("ada", false), new Person("bob", true)))))
                .endsWith("\"room\":\"#lobby\",\"topic\":\"\",\"members\":[\"ada\",\"bob\"],\"verified\":[\"bob\"]}");
    }

    @Test
    void whatActsOnTerminalsIsEscapedAndNotLost() {
        String text = "\u001B[2J\n\u009B\u202E" + Character.toString(0xE0067) + "\uD83D";
        assertThat(new Json().render(new Event.Info(AT, text)))
                .endsWith("\"text\":\"\\u001b[2J\\u000a\\u009b\\u202e\\udb40\\udc67\\ud83d\"}");
    }
}
