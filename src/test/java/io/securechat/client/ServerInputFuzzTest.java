package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fuzz;
import io.securechat.Problem;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.connection.Registration;
import io.securechat.client.connection.ServerError;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.history.SearchQuery;
import io.securechat.client.style.Styles;
import io.securechat.client.thread.Scheduler;
import io.securechat.client.view.JsonRenderer;
import io.securechat.client.view.Renderer;
import io.securechat.client.window.Windows;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsSession;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random lines of a server: none may throw, or act on the terminal. */
class ServerInputFuzzTest {
    private static final Identity SERVER = TestCertificates.server(TestCertificates.ca("lab"));
    private static final TlsSession TLS = new TlsSession(SERVER.chain(), "TLSv1.3", "AES", "X25519");
    private static final Endpoint ENDPOINT = new Endpoint(
            "localhost", 8443, SERVER, Trust.of(new Anchors(Set.of(), Set.of(SERVER.certificate())), List.of()), true);

    private static final List<String> COMMANDS = Stream.concat(
                    Stream.of(Numeric.values()).map(Numeric::code),
                    Stream.of(
                            "PRIVMSG PRIVMSG PRIVMSG NOTICE REDACT FAIL WARN NOTE JOIN JOIN PART KICK QUIT NICK TOPIC MODE MODE"
                                    .split(" ")))
            .toList();

    private static final List<String> MORE = List.of(
            "INVITE",
            "AWAY",
            "RENAME",
            "WALLOPS",
            "ERROR",
            "ACK",
            "BATCH",
            "BATCH",
            "BATCH",
            "MARKREAD",
            "CAP",
            "TAGMSG",
            "ACCOUNT",
            "CHGHOST",
            "SETNAME",
            "PONG",
            "SEARCH",
            "CHATHISTORY",
            "METADATA",
            "XYZZY",
            "999",
            "1");

    private static final List<String> WORDS = List.of(
            "ada",
            "bob",
            "#lobby",
            "#tea",
            "&x",
            "*",
            "=",
            "@",
            "+o",
            "-o",
            "+b-b",
            "+klovn",
            "-k",
            "@bob!b@h",
            "+cy",
            "+a",
            "-a",
            "+b",
            "-b",
            "chathistory",
            "draft/multiline",
            "netsplit",
            "labeled-response",
            "soju.im/search",
            "timestamp=2026-11-23T10:00:00.000Z",
            "timestamp=x",
            "msgid=m1",
            "m1",
            "m2",
            "CHATHISTORY=50",
            "CHATHISTORY=0",
            "PREFIX=(ov)@+",
            "REDACT_FORBIDDEN",
            "UNKNOWN_MSGID",
            "1700000000",
            "LARGE_ROOM",
            "G",
            "H*@",
            ":End",
            "LARGE_ROOM",
            "x".repeat(400),
            "2026-11-23T10:00:00.000Z");

    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm", Styles.NONE);
    private final JsonRenderer json = new JsonRenderer();
    private long shown;

    @Test
    void nothingThatAServerSaysIsAnExceptionOrActsOnTheTerminal() {
        Fuzz.check(fuzz -> new Session(fuzz).run());
        assertThat(shown).isPositive();
    }

    /** One connection. */
    private final class Session {
        private final Fuzz fuzz;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final List<String> labels = new ArrayList<>(List.of("1", "x"));
        private final ChatSession session;

        Session(Fuzz fuzz) {
            this.fuzz = fuzz;
            Conversation chat = new Conversation("localhost:8443", Clock.systemUTC());
            ChatOptions options =
                    new ChatOptions(Optional.of("#tea"), true, true, fuzz.below(30), fuzz.below(30), Optional.empty());
            Scheduler scheduler = (delay, task) -> tasks.add(task);
            Windows windows = new Windows(chat, scheduler, options.windows(), options.settings(), this::seen);
            session = new ChatSession(ENDPOINT, options, chat, this::sent, scheduler, windows, reason -> {}, () -> {});
        }

        void run() {
            try {
                register();
                for (int steps = fuzz.below(fuzz.once(100) ? 3000 : 60); steps >= 0; steps--) {
                    step();
                }
                session.connectionLost(new Problem("lost", ""), Optional.of(Duration.ofSeconds(2)));
                register();
            } catch (Problem tooMuch) {
                assertThat(tooMuch.getMessage()).isNotEmpty();
            }
        }

        private void register() {
            Registration registration = new Registration("ada", false);
            try {
                registration.received(
                        Message.parse(
                                "CAP * LS :batch labeled-response echo-message message-tags server-time"
                                        + " draft/chathistory draft/multiline=max-bytes="
                                        + fuzz.pick("4096", "0", "x", "99999999999")
                                        + " draft/message-redaction draft/read-marker soju.im/search multi-prefix userhost-in-names"));
                registration.received(
                        Message.parse(
                                "CAP * ACK :batch labeled-response echo-message message-tags"
                                        + " draft/chathistory draft/multiline draft/message-redaction draft/read-marker soju.im/search"));
                for (int lines = fuzz.below(4); lines > 0; lines--) {
                    String line = line();
                    if (!line.contains("ERROR")) {
                        registration.received(Message.parse(line));
                    }
                }
                registration.received(Message.parse(":srv 001 ada :Welcome"));
            } catch (NickRefused | ServerError | IllegalArgumentException refused) {
                return;
            }
            session.registered(registration, TLS);
        }

        private void step() {
            switch (fuzz.below(16)) {
                case 0 ->
                    session.actions()
                            .send(Message.of("PRIVMSG", fuzz.pick("#lobby", "#tea", "bob"), "hello " + fuzz.below(9)));
                case 1 -> session.actions().older(fuzz.pick("#lobby", "bob"), 1 + fuzz.below(100));
                case 2 -> session.actions().deleteLast(fuzz.pick("#lobby", "bob"));
                case 3 -> session.actions().search().run(new SearchQuery(Map.of("text", "x"), fuzz.pick("#lobby", "")));
                case 4, 5 -> {
                    if (!tasks.isEmpty()) {
                        tasks.poll().run();
                    }
                }
                default -> receive(line());
            }
        }

        private void receive(String line) {
            Message message;
            try {
                message = Message.parse(line);
            } catch (IllegalArgumentException noCommand) {
                return;
            }
            session.received(message);
        }

        private void sent(Message message) {
            String label = message.tags().get("label");
            if (label != null) {
                labels.add(label);
            }
        }

        private void seen(Event event) {
            shown++;
            String text = renderer.render(event).toString();
            assertThat(text.codePoints().filter(c -> c != '\n').filter(ServerInputFuzzTest::acts))
                    .as(text)
                    .isEmpty();
            String object = json.render(event);
            assertThat(object.codePoints().filter(Character::isISOControl))
                    .as(object)
                    .isEmpty();
        }

        private String line() {
            StringBuilder line = new StringBuilder();
            if (fuzz.once(2)) {
                line.append('@')
                        .append(fuzz.pick("msgid=m1", "msgid=m2", "time=2026-11-23T10:00:00.000Z", "time=x", "x", ""));
                line.append(
                        fuzz.pick("", ";batch=a", ";batch=b", ";account=bob", ";account=", ";draft/multiline-concat"));
                line.append(fuzz.once(3) ? ";label=" + fuzz.pick(labels) : "").append(' ');
            }
            line.append(fuzz.pick("", ":srv ", ":ada!a@h ", ":bob!b@h ", ":bob ", ":" + word() + " ", ": "));
            line.append(
                    switch (fuzz.below(5)) {
                        case 0, 1 -> fuzz.pick(COMMANDS);
                        case 2, 3 -> fuzz.pick(MORE);
                        default -> String.format("%03d", fuzz.below(1000));
                    });
            for (int params = fuzz.below(6); params > 0; params--) {
                line.append(' ').append(word());
            }
            if (fuzz.once(2)) {
                line.append(" :").append(fuzz.once(2) ? fuzz.text() : word() + " " + word());
            }
            String text = line.toString().replaceAll("[\r\n]", "");
            return fuzz.once(20) ? text + text : text;
        }

        private String word() {
            return fuzz.once(4) ? fuzz.text().replace(' ', '_') : fuzz.pick(WORDS);
        }
    }

    /** Returns whether a character moves the cursor, or reorders the text around it. */
    private static boolean acts(int c) {
        boolean joiner = c == 0x200C || c == 0x200D;
        return Character.isISOControl(c)
                || (Character.getType(c) == Character.FORMAT && !joiner)
                || c == 0x2028
                || c == 0x2029;
    }
}
