package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.tls.Identity;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** What a server may send to do harm: nothing of it breaks the client or takes its memory. */
class HostileServerTest {
    private static final int LINES = 30_000;
    private static final List<String> COMMANDS = List.of(
            "PRIVMSG",
            "NOTICE",
            "JOIN",
            "PART",
            "KICK",
            "QUIT",
            "NICK",
            "TOPIC",
            "MODE",
            "INVITE",
            "AWAY",
            "RENAME",
            "REDACT",
            "BATCH",
            "FAIL",
            "WARN",
            "NOTE",
            "ACCOUNT",
            "CHGHOST",
            "SETNAME",
            "MARKREAD",
            "TAGMSG",
            "WALLOPS",
            "ACK",
            "PONG",
            "ERROR",
            "CHATHISTORY",
            "SEARCH",
            "METADATA",
            "XYZZY");
    private static final List<String> WORDS = List.of(
            "",
            "#lobby",
            "#tea",
            "ada",
            "bob",
            "*",
            "+",
            "-",
            "+o",
            "-o+v-k",
            "+beIkl",
            ":",
            "@ada",
            "@+bob!b@h",
            "+1",
            "-1",
            "+2",
            "draft/multiline",
            "chathistory",
            "0",
            "-5",
            "99999999999999999999",
            "CHATHISTORY=9",
            "\u0001",
            "\u0001ACTION",
            "\u0001ACTION x\u0001",
            "\uD83D\uDE00",
            "\u202E",
            "%",
            "%s{}$1\\",
            "timestamp=x",
            "LARGE_ROOM",
            "x".repeat(400),
            "#",
            "!",
            "ada!u@h",
            "$(rm)",
            "msgid=",
            "a b c");

    private final Conversation chat = new Conversation("srv", Clock.systemUTC());
    private final List<Event> seen = new ArrayList<>();
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm");
    private final Json json = new Json();

    @Test
    void noLineBreaksTheClient() {
        Identity own = TestCertificates.selfSigned("ada").forClient().make();
        Endpoint endpoint = new Endpoint("localhost", 1, own, TestTrust.of(own.chain(), List.of()), true);
        Exchange exchange = new Exchange(
                endpoint,
                Manner.asFilter(Optional.empty(), true),
                chat,
                message -> {},
                (delay, task) -> {},
                this::see,
                reason -> {});
        chat.registered("ada", "ada");
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < LINES; i++) {
            String line = line(random);
            assertThatCode(() -> receive(exchange, line))
                    .as("line %s: %s", i, line)
                    .doesNotThrowAnyException();
        }
        assertThat(seen).hasSizeGreaterThan(LINES / 10);
    }

    @Test
    void aRefusalThatSaysNothingIsOneAllTheSame() {
        chat.registered("ada", "ada");
        hear(":srv 449");
        hear(":srv 449 ada");
        hear(":srv 449 ada #lobby :Not here");
        assertThat(seen.stream().map(event -> ((Event.Failed) event).text()))
                .containsExactly("", "ada", "#lobby: Not here");
    }

    private void see(Event event) {
        seen.add(event);
        renderer.render(event).toAnsi();
        json.render(event);
    }

    private static void receive(Exchange exchange, String line) {
        try {
            exchange.received(Message.parse(line));
        } catch (Problem e) {
            exchange.lost(); // as a connection that is given up does
        } catch (IllegalArgumentException e) {
            assertThat(e.getStackTrace()[0].getClassName()).startsWith("io.securechat.irc");
        }
    }

    private static String line(SplittableRandom random) {
        StringBuilder line = new StringBuilder();
        if (random.nextInt(2) == 0) {
            line.append('@')
                    .append(List.of(
                                    "msgid=" + random.nextInt(50),
                                    "time=x",
                                    "time=2026-11-24T12:00:00.000Z",
                                    "batch=" + random.nextInt(3),
                                    "account=ada",
                                    "label=1",
                                    "draft/multiline-concat;batch=1",
                                    "")
                            .get(random.nextInt(8)))
                    .append(' ');
        }
        if (random.nextInt(4) > 0) {
            line.append(
                    List.of(":ada!u@h ", ":bob!u@h ", ":srv ", ":! ", ":bob ").get(random.nextInt(5)));
        }
        line.append(
                random.nextInt(2) == 0
                        ? COMMANDS.get(random.nextInt(COMMANDS.size()))
                        : String.format("%03d", random.nextInt(1000)));
        int words = random.nextInt(6);
        for (int i = 0; i < words; i++) {
            line.append(' ').append(i == words - 1 ? ":" : "").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return line.toString();
    }

    @Test
    void namesWithoutEndDoNotFillTheMemory() {
        chat.registered("ada", "ada");
        hear(":ada!u@h JOIN #lobby");
        int lines = Room.Crowd.MAX_MEMBERS / 100 + 50;
        for (int i = 0; i < lines; i++) {
            int first = i * 100;
            hear(":srv 353 ada = #lobby :"
                    + IntStream.range(first, first + 100).mapToObj(n -> "n" + n).collect(Collectors.joining(" ")));
        }
        hear(":srv 366 ada #lobby :End");
        assertThat(chat.members("#lobby")).hasSize(Room.Crowd.MAX_MEMBERS);
        assertThat(seen.get(0))
                .isInstanceOfSatisfying(
                        Event.Entered.class,
                        entered -> assertThat(entered.complete()).isFalse());
        hear(":ada!u@h JOIN #tea");
        hear(":bob!u@h JOIN #tea");
        assertThat(chat.members("#tea")).isEmpty();
        hear(":ada!u@h PART #lobby");
        hear(":bob!u@h JOIN #tea");
        assertThat(chat.members("#tea")).hasSize(1);
    }

    @Test
    void aServerThatPutsTheUserIntoMoreRoomsThanThereAreIsLeft() {
        chat.registered("ada", "ada");
        for (int i = 0; i < Rooms.MAX_ROOMS; i++) {
            hear(":ada!u@h JOIN #" + i);
        }
        hear(":ada!u@h JOIN #0");
        assertThatCode(() -> hear(":ada!u@h JOIN #more")).isInstanceOf(Problem.class);
    }

    @Test
    void listsOfNamesThatNeverEndDoNotFillTheMemory() {
        chat.registered("ada", "ada");
        for (int i = 0; i < 2 * Room.Crowd.MAX_MEMBERS; i++) {
            hear(":srv 353 ada = #" + i + " :bob");
        }
        hear(":srv 353 ada = #tea :bob");
        hear(":srv 366 ada #tea :End");
        assertThat(((Event.Members) seen.get(0)).members()).hasSize(1);
    }

    private void hear(String line) {
        seen.addAll(chat.received(Message.parse(line)));
    }

    @Test
    void aRoomWhoseNamesNeverComeIsARoomAllTheSame() {
        chat.registered("ada", "ada");
        hear(":ada!u@h JOIN #lobby");
        assertThat(chat.room()).isEmpty();
        assertThat(chat.overdue("#lobby")).hasSize(1).first().isInstanceOf(Event.Entered.class);
        assertThat(chat.room()).contains("#lobby");
        assertThat(chat.overdue("#lobby")).isEmpty();
    }

    @Test
    void aScreenThatIsTooSlowIsToldWhatItDoesNotShow() {
        StringBuilder screen = new StringBuilder();
        Above above = new Above(lines -> screen.append(lines), failure -> {});
        String text = "x".repeat(1000);
        synchronized (above) { // nothing is printed meanwhile
            for (int i = 0; i < 5000; i++) {
                above.add(new AttributedString(text));
            }
            above.close();
        }
        assertThat(screen.length()).isBetween(Above.MAX_WAITING, Above.MAX_WAITING + 5000);
        assertThat(screen.toString()).endsWith(" lines more, which came too fast to be shown)");
    }

    @Test
    void theScreensThreadDoesNotDieInSilence() {
        List<Throwable> failures = new ArrayList<>();
        Above above = new Above(
                lines -> {
                    throw new IllegalStateException("no screen");
                },
                failures::add);
        synchronized (above) {
            above.add(new AttributedString("hello"));
            above.close();
        }
        assertThat(failures).hasSize(1);
    }
}
