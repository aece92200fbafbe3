package io.securechat.client.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.client.ChatClient;
import io.securechat.client.ChatOptions;
import io.securechat.client.Filter;
import io.securechat.client.Post;
import io.securechat.client.ScriptedServer;
import io.securechat.client.ScriptedServer.Peer;
import io.securechat.client.event.Event;
import io.securechat.client.input.TextLines;
import io.securechat.client.view.JsonRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands of a program, with the server's part played by the test. */
@Timeout(30)
class ScriptTest {
    private static final String LABELS = "batch echo-message labeled-response message-tags";

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final JsonRenderer renderer = new JsonRenderer();
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void eachCommandHasTheResultOfItsOwnAnswer() throws Exception {
        try (ChatClient client = client(this::see);
                Peer peer = join(client, LABELS)) {
            CompletableFuture<Void> running = run(client, """
                    {"command":"say","text":"one","id":"1"}
                    {"command":"topic","text":"tea","id":"2"}
                    {"command":"react","message":"m1","emoji":"👍","id":"3"}
                    """);
            String say = label(peer, " PRIVMSG #lobby one");
            String topic = label(peer, " TOPIC #lobby tea");
            String react = label(peer, " TAGMSG #lobby");
            peer.send("@label=" + topic + " :srv 482 ada #lobby :You're not channel operator");
            peer.send("@label=" + react + " :srv FAIL TAGMSG INVALID_REACTION #lobby :Not here");
            peer.send("@label=" + say + ";msgid=m7 :ada!u@h PRIVMSG #lobby :one");
            peer.pong();
            assertThatThrownBy(running::join).hasMessageContaining("2 commands or messages failed");
        }
        assertThat(results())
                .containsExactly(
                        "\"type\":\"refused\",\"command\":\"topic\",\"id\":\"2\",\"code\":\"ERR_CHANOPRIVSNEEDED\",\"reason\":\"only"
                                + " operators of #lobby can do that\",\"hint\":\"/who shows them with an @\"}",
                        "\"type\":\"refused\",\"command\":\"react\",\"id\":\"3\",\"code\":\"INVALID_REACTION\",\"reason\":\"Not"
                                + " here\",\"hint\":\"TAGMSG INVALID_REACTION\"}",
                        "\"type\":\"done\",\"command\":\"say\",\"id\":\"1\",\"messages\":[\"m7\"]}");
    }

    @Test
    void aCommandWaitsUntilTheRoomIsJoined() throws Exception {
        try (ChatClient client = client(this::see);
                Peer peer = join(client, LABELS)) {
            CompletableFuture<Void> running = run(client, """
                    {"command":"join","room":"#tea"}
                    {"command":"say","room":"#tea","text":"hi"}
                    {"command":"quit","reason":"bye"}
                    """);
            peer.pong();
            String join = label(peer, " JOIN #tea");
            peer.send(
                    "@label=" + join + " :srv BATCH +b labeled-response",
                    "@batch=b :ada!u@h JOIN #tea",
                    "@batch=b :srv 353 ada = #tea :ada",
                    "@batch=b :srv 366 ada #tea :End",
                    ":srv BATCH -b");
            peer.pong();
            String say = label(peer, " PRIVMSG #tea hi");
            peer.send("@label=" + say + " :ada!u@h PRIVMSG #tea :hi");
            peer.pong();
            assertThat(peer.next()).isEqualTo("QUIT bye");
            peer.send("ERROR :Closing link");
            peer.drop();
            running.join();
        }
        assertThat(results())
                .containsExactly(
                        "\"type\":\"done\",\"command\":\"join\",\"id\":\"\",\"messages\":[]}",
                        "\"type\":\"done\",\"command\":\"say\",\"id\":\"\",\"messages\":[]}",
                        "\"type\":\"done\",\"command\":\"quit\",\"id\":\"\",\"messages\":[]}");
    }

    @Test
    void aServerThatConfirmsNothingIsNotAsked() throws Exception {
        try (ChatClient client = client(this::see);
                Peer peer = join(client, "echo-message message-tags")) {
            CompletableFuture<Void> running = run(client, "{\"command\":\"names\"}\n");
            peer.pong();
            assertThatThrownBy(running::join).hasMessageContaining("1 command or message failed");
        }
        assertThat(results()).hasSize(1).allMatch(line -> line.contains("\"code\":\"NOT_SUPPORTED\""));
    }

    @Test
    void aPostIsSentOnlyIfTheServerConfirmsIt() throws Exception {
        Post post = new Post("tea is ready", Optional.of("bob"), List.of());
        try (ChatClient client = client(post);
                Peer peer = join(client, LABELS)) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> post.send(client));
            String label = label(peer, " PRIVMSG bob :tea is ready");
            peer.send("@label=" + label + " :srv 401 ada bob :No such nick");
            peer.pong();
            assertThatThrownBy(sending::join)
                    .hasCauseInstanceOf(Problem.class)
                    .hasMessageContaining("not sent to bob: no such user: bob");

            CompletableFuture<Void> lost = CompletableFuture.runAsync(() -> post.send(client));
            label(peer, " PRIVMSG bob :tea is ready");
            peer.drop();
            assertThatThrownBy(lost::join).hasCauseInstanceOf(Problem.class).hasMessageContaining("connection");
        }
    }

    @Test
    void aPostToAClosedRoomFailsWithTheReason() throws Exception {
        List<String> rooms = List.of("#lab");
        Post post = new Post("hi", Optional.empty(), rooms);
        try (ChatClient client = new ChatClient(server.endpoint(), post, ChatOptions.asFilter(rooms, false))) {
            CompletableFuture<Void> connecting = CompletableFuture.runAsync(() -> connect(client));
            try (Peer peer = server.accept()) {
                peer.welcome("ada", LABELS);
                peer.lobby("ada");
                peer.expect("JOIN #lab");
                peer.send(":srv 473 ada #lab :Cannot join channel (+i)");
                peer.pong();
                connecting.join();
                assertThatThrownBy(() -> post.send(client))
                        .isInstanceOf(Problem.class)
                        .hasMessage("you are not in #lab: #lab is invite-only");
            }
        }
    }

    private ChatClient client(Consumer<Event> screen) {
        return new ChatClient(server.endpoint(), screen, ChatOptions.asFilter(List.of(), true));
    }

    private Peer join(ChatClient client, String capabilities) throws IOException {
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(() -> connect(client));
        Peer peer = server.accept();
        peer.welcome("ada", capabilities);
        peer.lobby("ada");
        peer.pong();
        connecting.join();
        return peer;
    }

    private static void connect(ChatClient client) {
        try {
            client.connect("ada");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Void> run(ChatClient client, String input) {
        TextLines lines = new TextLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return CompletableFuture.runAsync(new Filter(client, lines, Filter.Mode.JSON, List.of())::run);
    }

    /** Reads a line that ends like this, and returns its label. */
    private static String label(Peer peer, String end) {
        String line = peer.next();
        assertThat(line).endsWith(end).contains("label=");
        return line.replaceFirst(".*?label=([^; ]+).*", "$1");
    }

    private void see(Event event) {
        seen.add(renderer.render(event));
    }

    private List<String> results() {
        return seen.stream()
                .filter(line -> line.matches(".*\"type\":\"(done|refused|error)\".*"))
                .map(line -> line.replaceFirst("^\\{\"v\":1,", "").replaceFirst("\"time\":\"[^\"]*\",", ""))
                .toList();
    }
}
