package io.securechat.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.CommandResult;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRendererTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:05:00.123Z");
    private static final Place LOBBY = new Place("#lobby", true);

    @Test
    void aMessageIsAnObjectOnOneLine() {
        Event said = new MessageEvent.Said(AT, LOBBY, ada("say \"hi\" \\ ☕ 👍", Origin.LIVE), false);
        assertThat(new JsonRenderer().render(said))
                .isEqualTo(
                        "{\"v\":1,\"type\":\"message\",\"time\":\"2026-11-23T09:05:00.123Z\","
                                + "\"room\":\"#lobby\",\"from\":\"ada\",\"verified\":true,\"text\":\"say \\\"hi\\\" \\\\ ☕ 👍\",\"mine\":true,\"id\":\"x1\"}");
    }

    private static Utterance ada(String text, Origin way) {
        return new Utterance(new Person("ada", true), text, Kind.MESSAGE, true, "x1", way);
    }

    @Test
    void howAMessageComesToBeShownIsAField() {
        assertThat(said(Origin.CONFIRMED)).endsWith("\"id\":\"x1\",\"safe\":true}");
        assertThat(said(Origin.PAST)).endsWith("\"id\":\"x1\",\"history\":true}");
        assertThat(said(Origin.MISSED)).endsWith("\"id\":\"x1\",\"history\":true,\"missed\":true}");
        assertThat(said(Origin.FOUND)).endsWith("\"id\":\"x1\",\"history\":true,\"found\":true}");
    }

    @Test
    void aMentionIsAField() {
        Utterance text = new Utterance(new Person("bob", true), "ada?", Kind.MESSAGE, false, "x1", Origin.LIVE);
        assertThat(new JsonRenderer().render(new MessageEvent.Said(AT, LOBBY, text, true)))
                .endsWith("\"id\":\"x1\",\"mention\":true}");
    }

    private static String said(Origin way) {
        return new JsonRenderer().render(new MessageEvent.Whispered(AT, "bob", ada("hi", way)));
    }

    @Test
    void whatBecomesOfAMessageIsAnEvent() {
        Place bob = new Place("bob", false);
        assertThat(new JsonRenderer().render(new MessageEvent.Sending(AT, bob, "hi\nthere", "L1")))
                .endsWith("\"v\":1,\"type\":\"sending\",\"time\":\"2026-11-23T09:05:00.123Z\",\"to\":\"bob\","
                        + "\"text\":\"hi\\u000athere\",\"label\":\"L1\"}");
        assertThat(new JsonRenderer().render(new MessageEvent.Undelivered(AT, bob, "hi", "no bob", "L1")))
                .endsWith("\"to\":\"bob\",\"text\":\"hi\",\"reason\":\"no bob\",\"label\":\"L1\"}");
        assertThat(new JsonRenderer().render(new MessageEvent.Waiting(AT, 2))).endsWith("\"count\":2}");
        assertThat(new JsonRenderer()
                        .render(new MessageEvent.Divider(AT, LOBBY, MessageEvent.Border.MISSED, AT, 7, true)))
                .contains("\"type\":\"missed\"", "\"place\":\"#lobby\"", "\"count\":7,\"more\":true}");
        assertThat(new JsonRenderer()
                        .render(new MessageEvent.Deleted(AT, LOBBY, new Person("bob", true), "x1", AT, false)))
                .endsWith("\"by\":\"bob\",\"verified\":true,\"id\":\"x1\",\"mine\":false,\"said\":\"" + AT + "\"}");
    }

    @Test
    void answersReactionsAndTyping() {
        Quote known = new Quote("x1", "bob", "shall we?");
        Utterance answer = new Utterance(new Person("ada", true), "yes", Kind.MESSAGE, false, "x2", Origin.LIVE, known);
        assertThat(new JsonRenderer().render(new MessageEvent.Said(AT, LOBBY, answer, false)))
                .endsWith("\"id\":\"x2\",\"reply\":{\"id\":\"x1\",\"from\":\"bob\",\"text\":\"shall we?\"}}");
        Person bob = new Person("bob", true);
        assertThat(new JsonRenderer()
                        .render(new MessageEvent.Reacted(AT, LOBBY, bob, "👍", true, new Quote("x9", "", ""), false)))
                .contains("\"type\":\"reacted\"")
                .endsWith("\"place\":\"#lobby\",\"nick\":\"bob\",\"verified\":true,\"reaction\":\"👍\",\"on\":true,"
                        + "\"message\":{\"id\":\"x9\"},\"mine\":false}");
        assertThat(new JsonRenderer().render(new UserEvent.Typing(AT, LOBBY, bob, UserEvent.Writing.PAUSED)))
                .contains("\"type\":\"typing\"")
                .endsWith("\"place\":\"#lobby\",\"nick\":\"bob\",\"verified\":true,\"state\":\"paused\"}");
        assertThat(new JsonRenderer().render(new MessageEvent.Unfolded(AT, 1))).isEmpty();
    }

    @Test
    void namesAreAList() {
        assertThat(new JsonRenderer()
                        .render(new RoomEvent.Entered(
                                AT, LOBBY, "", List.of(new Person("ada", false), new Person("bob", true, "@")), true)))
                .endsWith("\"room\":\"#lobby\",\"topic\":\"\",\"members\":[\"ada\",\"bob\"],\"verified\":[\"bob\"],"
                        + "\"operators\":[\"bob\"],\"complete\":true}");
    }

    @Test
    void whatOperatorsDo() {
        assertThat(new JsonRenderer().render(new RoomEvent.Mode(AT, LOBBY, "olga", true, 'o', "ada", true)))
                .contains("\"type\":\"mode\"")
                .endsWith("\"room\":\"#lobby\",\"by\":\"olga\",\"mode\":\"+o\",\"argument\":\"ada\",\"mine\":true}");
        assertThat(new JsonRenderer().render(new RoomEvent.Invited(AT, "#lab", "olga", "bob", false)))
                .contains("\"type\":\"invited\"")
                .endsWith("\"room\":\"#lab\",\"by\":\"olga\",\"nick\":\"bob\",\"mine\":false}");
        assertThat(new JsonRenderer().render(new RoomEvent.Renamed(AT, LOBBY, "#lab", "olga", "why not")))
                .contains("\"type\":\"moved\"")
                .endsWith("\"room\":\"#lobby\",\"from\":\"#lab\",\"by\":\"olga\",\"reason\":\"why not\"}");
    }

    @Test
    void whoIsThereAndWhoIsAway() {
        Person bob = new Person("bob", true, "@");
        assertThat(new JsonRenderer().render(new RoomEvent.Members(AT, LOBBY, List.of(bob))))
                .endsWith("\"members\":[\"bob\"],\"verified\":[\"bob\"],\"operators\":[\"bob\"]}");
        assertThat(new JsonRenderer().render(new UserEvent.Away(AT, bob, "lunch")))
                .contains("\"type\":\"away\"")
                .endsWith("\"nick\":\"bob\",\"verified\":true,\"reason\":\"lunch\"}");
        assertThat(new JsonRenderer().render(new UserEvent.Away(AT, bob, ""))).contains("\"type\":\"back\"");
    }

    @Test
    void theResultOfACommandRepeatsItsId() {
        assertThat(new JsonRenderer().render(new CommandResult.Done(AT, "say", "7", List.of("x1"))))
                .endsWith("\"type\":\"done\",\"time\":\"" + AT
                        + "\",\"command\":\"say\",\"id\":\"7\",\"messages\":[\"x1\"]}");
        assertThat(new JsonRenderer()
                        .render(new CommandResult.Refused(AT, "say", "7", "ERR_NOSUCHNICK", "no such user: bob", "")))
                .endsWith("\"type\":\"refused\",\"time\":\"" + AT + "\",\"command\":\"say\",\"id\":\"7\","
                        + "\"code\":\"ERR_NOSUCHNICK\",\"reason\":\"no such user: bob\",\"hint\":\"\"}");
        assertThat(new JsonRenderer().render(new CommandResult.Invalid(AT, "", 3, "it is not a JSON object", "")))
                .endsWith("\"type\":\"error\",\"time\":\"" + AT
                        + "\",\"line\":3,\"id\":\"\",\"reason\":\"it is not a JSON object\",\"hint\":\"\"}");
    }

    @Test
    void whatActsOnTerminalsIsEscapedAndNotLost() {
        String text = "\u001B[2J\n\u009B\u202E" + Character.toString(0xE0067) + "\uD83D";
        assertThat(new JsonRenderer().render(new Notice.Info(AT, text)))
                .endsWith("\"text\":\"\\u001b[2J\\u000a\\u009b\\u202e\\udb40\\udc67\\ud83d\"}");
    }
}
