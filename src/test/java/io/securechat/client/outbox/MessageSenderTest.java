package io.securechat.client.outbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.ScriptedServer;
import io.securechat.client.ScriptedServer.Peer;
import io.securechat.client.connection.Backoff;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.connection.Registration;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delivery when the connection, the server or the program ends, with a server that supports labels, nonces and echoes. */
@Timeout(120)
class MessageSenderTest {
    private static final String CAPABILITIES = Arrays.stream(Capability.values())
            .filter(capability -> capability != Capability.SASL && !Registration.UNUSED.contains(capability))
            .map(Capability::advertisement)
            .collect(Collectors.joining(" "));

    @TempDir
    Path state;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "'at'", Styles.NONE);
    private final TestCertificates own = TestCertificates.selfSigned("guest").forClient();
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aConfirmedMessageIsMarked() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            client.typed("hello");
            Message sent = next(peer);
            assertThat(sent.tags().get("label")).isEqualTo(sent.tags().get("securechat.io/nonce"));
            peer.send(":ada!u@h PRIVMSG #lobby :hello"); // sent from another device at the same time
            assertThat(nextSeen()).isEqualTo("at ada: hello");
            echo(peer, sent, "m1");
            assertThat(nextSeen()).isEqualTo("at ada: hello ✓");
        }
    }

    @Test
    void whatTakesLongIsTold() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            client.typed("hello");
            Message sent = next(peer);
            assertThat(nextSeen()).isEqualTo("(1 waiting)");
            assertThat(nextSeen()).isEqualTo("at … hello");
            echo(peer, sent, "m1");
            assertThat(nextSeen()).isEqualTo("(0 waiting)");
            assertThat(nextSeen()).isEqualTo("at ada: hello ✓");
        }
    }

    @Test
    void refusalsFindTheirMessage() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            client.typed("/msg zoe one");
            client.typed("two");
            client.typed("three");
            Message one = next(peer);
            Message two = next(peer);
            Message three = next(peer);
            peer.send("@label=" + two.tags().get("label") + " FAIL PRIVMSG DISK_FULL :The server cannot keep it now");
            assertThat(nextSeen()).isEqualTo("at ! two: The server cannot keep it now");
            peer.send("@label=" + one.tags().get("label") + " :srv 401 ada zoe :No such nick");
            assertThat(nextSeen()).isEqualTo("at ! → zoe one: no such user: zoe");
            peer.send(
                    "@label=" + three.tags().get("label") + " :srv BATCH +9 labeled-response",
                    "@batch=9 :srv 301 ada cy :fishing",
                    "@batch=9;msgid=m3 :ada!u@h PRIVMSG #lobby :three",
                    ":srv BATCH -9");
            assertThat(nextSeen()).isEqualTo("at cy is away: fishing");
            assertThat(nextSeen()).isEqualTo("at ada: three ✓");
            assertThat(client.undelivered()).isEqualTo(2);
        }
    }

    @Test
    void whatWasOnItsWayGoesOutAgainUnderTheSameNonce() throws Exception {
        try (ChatClient client = client()) {
            Peer peer = join(client);
            client.typed("arrived");
            client.typed("perhaps not");
            Message first = next(peer);
            Message second = next(peer);
            peer.drop();
            assertThat(nextSeen()).startsWith("at connection lost");
            assertThat(List.of(nextSeen(), nextSeen(), nextSeen(), nextSeen()))
                    .containsExactly("(1 waiting)", "at … arrived", "(2 waiting)", "at … perhaps not");
            client.typed("later");
            assertThat(List.of(nextSeen(), nextSeen())).containsExactly("(3 waiting)", "at … later");

            try (Peer again = server.accept()) {
                again.welcome("ada", CAPABILITIES);
                again.expect("JOIN #lobby");
                again.send(":ada!u@h JOIN #lobby", ":srv 353 ada = #lobby :ada", ":srv 366 ada #lobby :End");
                Message history = next(again);
                assertThat(history.params()).startsWith("AFTER", "#lobby");
                Message resent = next(again);
                assertThat(resent).isEqualTo(first);
                assertThat(next(again)).isEqualTo(second);
                Message later = next(again);
                assertThat(later.trailing()).isEqualTo("later");
                echo(again, resent, "m1");
                echo(again, second, "m2");
                echo(again, later, "m3");
                reply(
                        again,
                        history,
                        "@msgid=m0 :bob!b@h PRIVMSG #lobby :meanwhile",
                        "@msgid=m1 :ada!u@h PRIVMSG #lobby :arrived");
                assertThat(nextSeen()).startsWith("at reconnected");
                assertThat(Stream.generate(this::nextSeen).limit(9).filter(line -> !line.endsWith("waiting)")))
                        .containsExactly(
                                "──── 2 missed in #lobby ────",
                                "at bob: meanwhile",
                                "at ada: arrived",
                                "at nobody else is in #lobby yet",
                                "at ada: perhaps not ✓",
                                "at ada: later ✓");
            }
        }
    }

    @Test
    void unsentMessagesSurviveTheProgram() throws Exception {
        try (ChatClient client = client()) {
            Peer peer = join(client);
            client.typed("sent and not confirmed");
            Message sent = next(peer);
            peer.drop();
            assertThat(nextSeen()).startsWith("at connection lost");
            client.typed("one\ntwo");
            client.typed("/msg bob psst");
            client.leave();
            client.ended().get(60, SECONDS);
            assertThat(Stream.generate(this::nextSeen).limit(8))
                    .contains("at … one … (2 lines)", "at … → bob psst")
                    .anyMatch(line -> line.startsWith("at 3 messages were not sent — join again within a day"));
            seen.clear();

            try (ChatClient restarted = client()) {
                connecting(restarted);
                Peer next = server.accept();
                next.welcome("ada", CAPABILITIES);
                assertThat(next(next).trailing()).isEqualTo("psst");
                next.pong();
                next.lobby("ada");
                List<Message> rest = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    rest.add(next(next));
                }
                assertThat(rest)
                        .as("the second flush")
                        .anyMatch(message -> message.command().equals("PING"));
                rest.removeIf(message -> message.command().equals("PING"));
                assertThat(rest.get(0)).as("a message that may have arrived").isEqualTo(sent);
                assertThat(rest.get(1).params()).containsExactly("+m", "draft/multiline", "#lobby");
                assertThat(rest.get(2).trailing()).isEqualTo("one");
                assertThat(rest.get(3).trailing()).isEqualTo("two");
                assertThat(rest.get(4).params()).containsExactly("-m");
            }
        }
    }

    @Test
    void whatIsTakenBackBeforeItIsSentLeavesTheFile() throws Exception {
        try (ChatClient client = client()) {
            Peer peer = join(client);
            client.typed("hello");
            echo(peer, next(peer), "m1");
            assertThat(nextSeen()).isEqualTo("at ada: hello ✓");
            peer.drop();
            assertThat(nextSeen()).startsWith("at connection lost");
            client.typed("the password is swordfish");
            assertThat(nextSeen()).isEqualTo("(1 waiting)");
            assertThat(nextSeen()).isEqualTo("at … the password is swordfish");
            assertThat(kept()).contains("swordfish");
            client.typed("/delete");
            assertThat(nextSeen()).isEqualTo("(0 waiting)");
            assertThat(nextSeen()).isEqualTo("at your message was deleted before it was sent");
            assertThat(kept()).doesNotContain("swordfish");
            server.accept().close();
        }
    }

    /** Returns the content of the files in the state directory. */
    private String kept() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void whatIsOnItsWayIsNotTakenBackNorIsTheMessageBeforeIt() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            client.typed("hello");
            echo(peer, next(peer), "m1");
            assertThat(nextSeen()).isEqualTo("at ada: hello ✓");
            client.typed("oops");
            Message sent = next(peer);
            client.typed("/delete");
            assertThat(nextSeen()).startsWith("at your last message is not confirmed yet");
            echo(peer, sent, "m2");
            assertThat(nextSeen()).isEqualTo("at ada: oops ✓");
            client.typed("/delete");
            assertThat(next(peer).params()).containsExactly("#lobby", "m2");
        }
    }

    @Test
    void whatIsTooOldIsToldAndNotSent() throws Exception {
        Path file = server.endpoint(own).account(state, "ada").outbox();
        Instant yesterday = Instant.now().minus(Duration.ofHours(25));
        Message stale = Message.of("PRIVMSG", "#lobby", "stale");
        try (OutboxFile old = OutboxFile.open(file)) {
            old.write(List.of(new OutgoingMessage(stale, "label", yesterday).record()));
        }
        try (ChatClient client = client()) {
            CompletableFuture<Void> connecting = connecting(client);
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
                peer.lobby("ada");
                peer.pong();
                peer.pong();
                connecting.get(60, SECONDS);
                assertThat(nextSeen()).startsWith("at connected to ");
                assertThat(nextSeen()).startsWith("at ! → #lobby stale: written more than a day ago and not sent");
            }
        }
        assertThat(Files.readString(file)).isEmpty();
    }

    @Test
    void aSecondProgramKeepsItsMessagesToItself() throws Exception {
        try (ChatClient first = client();
                Peer peer = join(first);
                ChatClient second = client()) {
            CompletableFuture<Void> connecting = connecting(second);
            try (Peer other = server.accept()) {
                other.welcome("ada", CAPABILITIES);
                other.pong();
                other.pong();
                connecting.get(60, SECONDS);
                assertThat(nextSeen()).startsWith("at connected to ");
                assertThat(nextSeen()).startsWith("at another join keeps your unsent messages");
            }
            first.typed("still here");
            assertThat(next(peer).trailing()).isEqualTo("still here");
        }
    }

    @Test
    void aLongPasteIsOneMessage() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            assertThat(client.check("1\n2\n3\n4\n5\n6").question())
                    .isEqualTo("send these 6 lines, 11 bytes, as one message to #lobby? y/N ");
            client.typed("one\n\ntwo");
            Message start = next(peer);
            assertThat(start.params()).containsExactly("+m", "draft/multiline", "#lobby");
            assertThat(start.tags()).containsKeys("label", "securechat.io/nonce");
            assertThat(next(peer)).hasToString("@batch=m PRIVMSG #lobby one");
            assertThat(next(peer)).hasToString("@batch=m PRIVMSG #lobby :");
            assertThat(next(peer)).hasToString("@batch=m PRIVMSG #lobby two");
            assertThat(next(peer)).hasToString("BATCH -m");
            peer.send(
                    "@msgid=1;label=" + start.tags().get("label") + " :ada!u@h BATCH +1 draft/multiline #lobby",
                    "@batch=1 :ada!u@h PRIVMSG #lobby one",
                    "@batch=1 :ada!u@h PRIVMSG #lobby :",
                    "@batch=1 :ada!u@h PRIVMSG #lobby two",
                    ":srv BATCH -1");
            assertThat(nextSeen()).isEqualTo("at ada: one\n      \n      two ✓");
        }
    }

    @Test
    void searching() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            client.typed("/search tea from:bob");
            Message search = next(peer);
            assertThat(search.params()).containsExactly("from=bob;text=tea;in=#lobby;limit=50");
            reply(peer, search, "@msgid=1;time=2026-11-20T09:00:00.000Z :bob!u@h PRIVMSG #lobby :tea?");
            assertThat(nextSeen()).isEqualTo(" 1 2026-11-20 09:00 #lobby bob: tea?");
            assertThat(nextSeen()).isEqualTo("at 1 message found");
            client.typed("/search a\\b;c 🎉");
            search = next(peer);
            assertThat(search.params()).containsExactly("text=a\\\\b\\:c\\s🎉;in=#lobby;limit=50");
            reply(
                    peer,
                    search,
                    "@msgid=2;time=2026-11-20T09:00:00.000Z :bob!u@h PRIVMSG #lobby :a\\b;c 🎉",
                    ":srv WARN SEARCH INCOMPLETE :The search took too long");
            assertThat(nextSeen()).isEqualTo(" 1 2026-11-20 09:00 #lobby bob: a\\b;c 🎉");
            assertThat(nextSeen()).startsWith("at The search took too long");
            assertThat(nextSeen()).isEqualTo("at 1 message found; /more shows earlier ones");
            client.typed("/search coffee");
            reply(peer, next(peer));
            assertThat(nextSeen()).isEqualTo("at no messages found in #lobby; in:* searches everywhere");
        }
    }

    @Test
    void aServerThatSendsWithoutEndIsLeft() throws Exception {
        try (ChatClient client = client();
                Peer peer = join(client)) {
            for (int i = 0; i < 200; i++) {
                peer.send("BATCH +" + i + " chathistory #lobby");
            }
            assertThatThrownBy(() -> client.ended().get(60, SECONDS))
                    .hasCauseInstanceOf(Problem.class)
                    .hasMessageContaining("the server sends too much at once");
            assertThat(peer.next()).isEqualTo("null");
        }
    }

    private ChatClient client() {
        Backoff soon = new Backoff(new SplittableRandom(1), Duration.ofMillis(100), Duration.ofMillis(100));
        ChatOptions manner = new ChatOptions(Optional.empty(), true, true, 0, 0, Optional.of(state));
        return new ChatClient(server.endpoint(own), this::see, manner, soon);
    }

    /** Connects, and reads all events up to the entered lobby. */
    private Peer join(ChatClient client) throws Exception {
        CompletableFuture<Void> connecting = connecting(client);
        Peer peer = server.accept();
        peer.welcome("ada", CAPABILITIES);
        peer.lobby("ada");
        peer.pong();
        peer.pong();
        connecting.get(60, SECONDS);
        assertThat(nextSeen()).startsWith("at connected to ");
        assertThat(nextSeen()).isEqualTo("at nobody else is in #lobby yet");
        return peer;
    }

    private static CompletableFuture<Void> connecting(ChatClient client) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.connect("ada");
            } catch (NickRefused e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Message next(Peer peer) {
        return Message.parse(peer.next());
    }

    private static void echo(Peer peer, Message sent, String id) {
        peer.send("@msgid=" + id + ";label=" + sent.tags().get("label") + " :ada!u@h " + sent.command() + " "
                + sent.params().get(0) + " :" + sent.trailing());
    }

    private static void reply(Peer peer, Message question, String... lines) {
        peer.send("@label=" + question.tags().get("label") + " :srv BATCH +r chathistory #lobby");
        for (String line : lines) {
            peer.send("@batch=r;" + line.substring(1));
        }
        peer.send(":srv BATCH -r");
    }

    private void see(Event event) {
        seen.add(
                event instanceof MessageEvent.Waiting waiting
                        ? "(" + waiting.count() + " waiting)"
                        : renderer.render(event).toString());
    }

    private String nextSeen() {
        try {
            return String.valueOf(seen.poll(60, SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
