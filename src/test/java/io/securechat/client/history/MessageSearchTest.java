package io.securechat.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.connection.Features;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Found;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageSearchTest {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final int PAGE = 20;

    private final Conversation chat = new Conversation("localhost:8443", Clock.fixed(START, ZoneOffset.UTC));
    private final Deque<Message> asked = new ArrayDeque<>();
    private final List<Event> shown = new ArrayList<>();
    private final Requests requests = new Requests(asked::add, (delay, task) -> {});
    private final RecentMessages recent = new RecentMessages(event -> {});
    private final MessageSearch search = new MessageSearch(chat, requests, recent, PAGE, shown::add);
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "'at'", Styles.NONE);

    @BeforeEach
    void connected() {
        chat.registered("ada", "ada");
        search.connected(new Features(EnumSet.allOf(Capability.class), Map.of()));
    }

    @Test
    void theLatestResultsComeFirstPageByPage() {
        search.run(query("boiler"));
        answer(messages(51, 100));
        assertThat(numbers()).containsExactlyElementsOf(numbers(20, 1));
        assertThat(ids()).containsExactlyElementsOf(ids(81, 100));
        assertThat(lastLine()).isEqualTo("at 20 messages found; /more shows earlier ones");

        assertThat(more()).isTrue();
        assertThat(numbers()).containsExactlyElementsOf(numbers(40, 21));
        assertThat(ids()).containsExactlyElementsOf(ids(61, 80));

        more(); // ten of these are known, and the rest is asked for
        assertThat(asked.getLast().trailing()).contains("before=" + ServerTime.format(START.plusSeconds(51)));
        answer(messages(1, 51));
        assertThat(ids()).containsExactlyElementsOf(ids(41, 60));
        more();
        assertThat(ids()).containsExactlyElementsOf(ids(21, 40));
        more();
        assertThat(numbers()).containsExactlyElementsOf(numbers(100, 81));
        assertThat(ids()).containsExactlyElementsOf(ids(1, 20));
    }

    @Test
    void fromATimeOnTheEarliestResultsComeFirst() {
        search.run(query("boiler after:2026-11-01"));
        answer(messages(1, 30));
        assertThat(numbers()).containsExactlyElementsOf(numbers(1, 20));
        assertThat(ids()).containsExactlyElementsOf(ids(1, 20));
        assertThat(lastLine()).isEqualTo("at 20 messages found; /more shows later ones");
        more();
        assertThat(numbers()).containsExactlyElementsOf(numbers(21, 30));
        assertThat(lastLine()).isEqualTo("at 10 messages found");
        more();
        assertThat(lastLine()).isEqualTo("at no later messages found");
        assertThat(asked).hasSize(1);
    }

    @Test
    void aServerThatAnswersTheSameAgainIsNotAskedForever() {
        search.run(query("boiler"));
        List<Message> same = messages(1, 50);
        answer(same);
        more();
        more();
        answer(same);
        assertThat(ids()).containsExactlyElementsOf(ids(1, 10));
        more();
        assertThat(lastLine()).isEqualTo("at no earlier messages found");
        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutASearchThereIsNothingMore() {
        assertThat(search.more()).isFalse();
        search.run(query("boiler"));
        search.connectionLost();
        assertThat(search.more()).isFalse();
        search.run(query("boiler"));
        assertThat(lastLine())
                .isEqualTo("at not searched: you are not connected — try again after the client has reconnected");
    }

    @Test
    void onlyTheLastSearchIsAnswered() {
        search.run(query("tea"));
        Message first = asked.getLast();
        search.run(query("coffee"));
        requests.answered(new Batch("", first.tags().getOrDefault("label", ""), messages(1, 3)));
        assertThat(shown).isEmpty();
    }

    @Test
    void whatWasSaidAroundAResult() {
        search.run(query("boiler in:*"));
        answer(messages(1, 3));
        search.context(2);
        assertThat(asked.getLast().params()).containsExactly("AROUND", "#lobby", "msgid=2", "11");
        shown.clear();
        answer(messages(1, 4));
        assertThat(shown.stream().map(this::line))
                .containsExactly(
                        "   2026-11-20 09:00 #lobby bob: boiler 1",
                        " 2 2026-11-20 09:00 #lobby bob: boiler 2",
                        "   2026-11-20 09:00 #lobby bob: boiler 3",
                        "   2026-11-20 09:00 #lobby bob: boiler 4");
        search.context(4);
        assertThat(lastLine()).startsWith("at there is no result 4 — ");
        search.context(1);
        answer(List.of(Message.parse(":srv FAIL CHATHISTORY INVALID_TARGET AROUND #lobby :No")));
        assertThat(lastLine()).isEqualTo("at the server does not show what was said around result 1");
    }

    @Test
    void mentionsAreThoseOfOthersAndOfTheWholeName() {
        search.mentions();
        assertThat(asked.getLast().params()).containsExactly("text=ada;limit=50");
        answer(Stream.of(
                        "@msgid=1;time=2026-11-20T09:00:00.000Z :bob!b@h PRIVMSG #lobby :ada: look",
                        "@msgid=2;time=2026-11-20T09:00:01.000Z :bob!b@h PRIVMSG #lobby :adapters are here",
                        "@msgid=3;time=2026-11-20T09:00:02.000Z :ada!a@h PRIVMSG #lobby :ada is me",
                        "@msgid=4;time=2026-11-20T09:00:03.000Z :cai!c@h PRIVMSG #tea :thanks, @ada")
                .map(Message::parse)
                .toList());
        assertThat(ids()).containsExactly("1", "4");
        assertThat(lastLine()).isEqualTo("at 2 messages found");
    }

    @Test
    void mentionsFarApartAreFoundWithFewRequests() {
        search.mentions();
        for (int i = 0; i < 10; i++) {
            answer(IntStream.range(0, 50)
                    .mapToObj(j -> "@msgid=" + asked.size() + "-" + j + " :ada!a@h PRIVMSG #lobby :ada")
                    .map(Message::parse)
                    .toList());
        }
        assertThat(asked).hasSize(10);
        assertThat(lastLine()).isEqualTo("at nothing found so far; /more searches on");
    }

    @Test
    void withoutAConnectionMentionsAreThoseSeen() {
        search.connectionLost();
        search.mentions();
        assertThat(lastLine()).isEqualTo("at no message has named you since you started");
        for (int i = 0; i < 300; i++) {
            chat.received(Message.parse("@msgid=" + i + " :bob!b@h PRIVMSG #lobby :ada: look"))
                    .forEach(recent);
            chat.received(Message.parse("@msgid=x" + i + " :bob!b@h PRIVMSG #lobby :look"))
                    .forEach(recent);
        }
        chat.received(Message.parse(":bob!b@h REDACT #lobby 299")).forEach(recent);
        shown.clear();
        search.mentions();
        assertThat(ids()).containsExactlyElementsOf(ids(100, 298));
        assertThat(lastLine()).isEqualTo("at 199 messages named you");
    }

    @Test
    void theTermsAreHighlighted() {
        assertThat(query("boiler \"at last\" from:bob").terms()).containsExactly("boiler", "at last");
        assertThat(query("from:bob").terms()).isEmpty();
        search.run(query("boiler"));
        answer(messages(1, 1));
        assertThat(shown)
                .first()
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.terms()).containsExactly("boiler"));
    }

    private static SearchQuery query(String typed) {
        return SearchQuery.parse(typed, "#lobby", START.atZone(ZoneOffset.UTC));
    }

    private static List<Message> messages(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> Message.parse("@msgid=" + i + ";time=" + ServerTime.format(START.plusSeconds(i))
                        + " :bob!b@h PRIVMSG #lobby :boiler " + i))
                .toList();
    }

    private void answer(List<Message> lines) {
        String label = asked.getLast().tags().getOrDefault("label", "");
        assertThat(requests.answered(new Batch("search", label, lines))).isTrue();
    }

    private boolean more() {
        shown.clear();
        return search.more();
    }

    private List<Found> found() {
        return shown.stream()
                .filter(Found.class::isInstance)
                .map(Found.class::cast)
                .toList();
    }

    private List<Integer> numbers() {
        return found().stream().map(Found::number).toList();
    }

    private List<String> ids() {
        return found().stream().map(found -> found.message().utterance().id()).toList();
    }

    private static List<Integer> numbers(int first, int last) {
        int step = first < last ? 1 : -1;
        return IntStream.rangeClosed(0, Math.abs(last - first))
                .mapToObj(i -> first + i * step)
                .toList();
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private String line(Event event) {
        return renderer.render(event).toString();
    }

    private String lastLine() {
        return line(shown.get(shown.size() - 1));
    }
}
