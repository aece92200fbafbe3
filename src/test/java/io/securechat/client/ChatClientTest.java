package io.securechat.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.client.ScriptedServer.Peer;
import io.securechat.client.connection.Backoff;
import io.securechat.client.connection.Connection;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.console.Suggestion;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.input.TextLines;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ChatClientTest {
    private static final String CAPABILITIES = "echo-message message-tags";

    /** The options of a user at a terminal, without a state directory and without history. */
    private static final ChatOptions LASTING = new ChatOptions(Optional.empty(), true, true, 0, 0, Optional.empty());

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "'at'", Styles.NONE);
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
    void ownMessagesShowWhenTheServerHasThem() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada")) {
            assertThat(client.typed("hello")).isTrue();
            peer.expect("PRIVMSG #lobby hello");
            assertThat(seen).isEmpty();
            peer.send("@msgid=1 :ada!u@h PRIVMSG #lobby :hello", "PING :are you there");
            peer.expect("PONG :are you there");
            assertThat(nextSeen()).isEqualTo("at ada: hello");

            assertThat(client.typed("/quit bye")).isFalse();
            peer.expect("QUIT bye");
            peer.send("ERROR :Closing link");
        }
        assertThat(nextSeen()).endsWith("you have left " + server.endpoint().address());
    }

    @Test
    void whereTheServerSendsThemNotBackOwnMessagesShowAtOnce() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada", "message-tags")) {
            client.typed("hello");
            assertThat(nextSeen()).isEqualTo("at ada: hello");
            peer.expect("PRIVMSG #lobby hello");
        }
    }

    @Test
    void othersSeeThatTheUserIsWriting() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada", "batch echo-message labeled-response message-tags")) {
            client.writing("h");
            String notice = peer.next();
            assertThat(notice).matches("@\\+typing=active;label=[\\w-]+ TAGMSG #lobby");
            String label = notice.substring(notice.indexOf("label="), notice.indexOf(' '));
            peer.send("@" + label + " :srv 404 ada #lobby :Cannot send to channel", ":bob!u@h PRIVMSG #lobby :hi");
            assertThat(nextSeen()).isEqualTo("at bob: hi");
            client.writing("hi");
            client.writing("");
            assertThat(peer.next()).matches("@\\+typing=done;label=[\\w-]+ TAGMSG #lobby");
        }
    }

    @Test
    void noticesOfWritingNeedAServerThatPassesThemOn() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada", "echo-message")) {
            client.writing("hello");
            client.typed("hello");
            peer.expect("PRIVMSG #lobby hello");
        }
    }

    @Test
    void aTakenNameCanBeChangedAndTriedAgain() throws Exception {
        try (ChatClient client = client(true)) {
            CompletableFuture<Void> first = connecting(client, "bob");
            try (Peer peer = server.accept()) {
                peer.expect("CAP LS 302", "NICK bob", "USER bob 0 * bob");
                peer.send(":srv 433 * bob :Nickname is already in use");
                assertThatThrownBy(first::join)
                        .hasRootCauseInstanceOf(NickRefused.class)
                        .hasRootCauseMessage("the name bob is not available: Nickname is already in use");
            }
            join(client, "robert").close();
        }
    }

    @Test
    void aRefusalBeforeTheWelcomeIsTold() throws Exception {
        try (ChatClient client = client(true)) {
            CompletableFuture<Void> connecting = connecting(client, "ada");
            try (Peer peer = server.accept()) {
                peer.send("ERROR :Closing link: * (The certificate CN=x (y) carries no name)");
                assertThatThrownBy(connecting::join)
                        .hasCauseInstanceOf(Problem.class)
                        .hasMessageContaining("the server refuses you: The certificate CN=x (y) carries no name");
            }
        }
    }

    @Test
    void theNameInTheCertificateIsTheNameInTheChat() throws Exception {
        Endpoint alice =
                server.endpoint(TestCertificates.issuedBy(server.ca(), "alice").forClient());
        try (ChatClient client = new ChatClient(alice, this::see, ChatOptions.asFilter(List.of(), false))) {
            CompletableFuture<Void> connecting = connecting(client, "bob");
            try (Peer peer = server.accept()) {
                peer.expect("CAP LS 302", "NICK bob", "USER bob 0 * bob");
                peer.send(":srv CAP * LS :account-tag sasl=PLAIN,EXTERNAL server-time");
                peer.expect("CAP REQ :account-tag sasl server-time");
                peer.send(":srv CAP * ACK :account-tag sasl server-time");
                peer.expect("AUTHENTICATE EXTERNAL");
                peer.send("AUTHENTICATE +");
                peer.expect("AUTHENTICATE +");
                peer.send(":srv 900 * *!*@h alice :You are now logged in as alice", ":srv 903 * :Successful");
                peer.expect("CAP END");
                peer.send(":srv 001 alice :Welcome");
                peer.lobby("alice");
                peer.pong();
                connecting.get(10, SECONDS);
                assertThat(nextSeen()).startsWith("at connected to ").endsWith(" as alice");
                assertThat(nextSeen()).isEqualTo("at your name is alice, as in your certificate");
                assertThat(nextSeen()).isEqualTo("at nobody else is in #lobby yet");
                client.typed("/whoami");
                assertThat(nextSeen())
                        .contains("you are alice, account alice", "CN=alice, issued by CN=lab", "TLSv1.3, TLS_AES_");
            }
        }
    }

    @Test
    void withoutAnAccountOneIsAGuest() throws Exception {
        Endpoint alice =
                server.endpoint(TestCertificates.issuedBy(server.ca(), "alice").forClient());
        try (ChatClient client = new ChatClient(alice, this::see, ChatOptions.asFilter(List.of(), false))) {
            CompletableFuture<Void> connecting = connecting(client, "alice");
            try (Peer peer = server.accept()) {
                peer.expect("CAP LS 302", "NICK alice", "USER alice 0 * alice");
                peer.send(":srv CAP * LS :sasl");
                peer.expect("CAP REQ sasl");
                peer.send(":srv CAP * ACK :sasl");
                peer.expect("AUTHENTICATE EXTERNAL");
                peer.send(":srv 904 * :SASL authentication failed: not here");
                peer.expect("CAP END");
                peer.send(":srv 001 alice :Welcome");
                peer.pong();
                connecting.get(10, SECONDS);
                assertThat(nextSeen()).endsWith(" as alice");
                assertThat(nextSeen()).isEqualTo("at you are a guest: SASL authentication failed: not here");
            }
        }
    }

    @Test
    void whoHasNoNameInTheCertificateAsksForNoAccount() throws Exception {
        try (ChatClient client = client(true)) {
            CompletableFuture<Void> connecting = connecting(client, "ada");
            try (Peer peer = server.accept()) {
                peer.expect("CAP LS 302", "NICK ada", "USER ada 0 * ada");
                peer.send(":srv CAP * LS :sasl=EXTERNAL");
                peer.expect("CAP END");
                peer.send(":srv 001 ada-2 :Welcome");
                peer.pong();
                connecting.get(10, SECONDS);
                assertThat(nextSeen()).endsWith(" as ada-2");
                assertThat(nextSeen()).isEqualTo("at your name is ada-2; the server has chosen it");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Certificate revoked, the server refuses your certificate because it has been revoked: CN=guest",
        "Certificate expired, the server refuses your certificate because its CA's has expired",
        "Certificate no longer trusted, the server does not trust your certificate: CN=guest",
    })
    void whoseCertificateIsRefusedIsNotTriedAgain(String reason, String sentence) throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada")) {
            peer.send("ERROR :Closing link: ada (" + reason + ")");
            peer.drop();
            assertThatThrownBy(() -> client.ended().get(10, SECONDS))
                    .hasCauseInstanceOf(Problem.class)
                    .hasMessageContaining(sentence);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void tooManyConnectionsMayBecomeFewer() throws Exception {
        try (ChatClient client = client(true)) {
            Peer peer = join(client, "ada");
            peer.send("ERROR :Closing link: ada (Too many connections with this certificate)");
            peer.drop();
            assertThat(nextSeen()).startsWith("at connection lost (Too many connections with this certificate)");
            try (Peer again = server.accept()) {
                again.welcome("ada", CAPABILITIES);
                assertThat(nextSeen()).startsWith("at reconnected to ");
            }
        }
    }

    @Test
    void certificatesThatEndSoonAreToldOfOnce() throws Exception {
        Instant now = Instant.now();
        Identity soon = TestCertificates.issuedBy(server.ca(), "alice")
                .forClient()
                .valid(now, now.plus(Duration.ofDays(3)))
                .make();
        Endpoint good = server.endpoint();
        Endpoint endpoint = new Endpoint(good.host(), good.port(), soon, good.trust(), true);
        Backoff backoff = new Backoff(new SplittableRandom(1), Duration.ofMillis(100), Duration.ofMillis(100));
        try (ChatClient client = new ChatClient(endpoint, this::see, LASTING, backoff)) {
            CompletableFuture<Void> connecting = connecting(client, "alice");
            try (Peer peer = server.accept()) {
                peer.welcome("alice", CAPABILITIES);
                peer.pong();
                connecting.get(10, SECONDS);
                assertThat(nextSeen()).endsWith(" as alice");
                assertThat(nextSeen())
                        .startsWith("at your certificate CN=alice expires at ")
                        .endsWith("gencert renew alice");
                assertThat(seen).isEmpty();
            }
            assertThat(nextSeen()).startsWith("at connection lost");
            try (Peer peer = server.accept()) {
                peer.welcome("alice", CAPABILITIES);
                peer.send("PING x");
                peer.expect("PONG x");
                assertThat(nextSeen()).startsWith("at reconnected");
                assertThat(seen).isEmpty();
            }
        }
    }

    @Test
    void aLostConnectionIsTriedAgainAndNothingTypedIsLost() throws Exception {
        try (ChatClient client = client(true)) {
            Peer first = join(client, "ada");
            client.typed("/join #tea");
            first.expect("JOIN #tea");
            first.send(":ada!u@h JOIN #tea", ":srv 353 ada = #tea :ada", ":srv 366 ada #tea :End");
            assertThat(nextSeen()).isEqualTo("at nobody else is in #tea yet");
            first.send(":ada!u@h MODE #tea +k sesame");
            assertThat(nextSeen()).isEqualTo("at ada locked #tea with a key");
            client.typed("on its way");
            first.expect("PRIVMSG #tea :on its way");
            first.drop();
            assertThat(nextSeen()).startsWith("at connection lost (");
            assertThat(nextSeen()).isEqualTo("at ! on its way: perhaps not delivered: the connection was lost");
            client.typed("typed meanwhile");
            assertThat(nextSeen()).isEqualTo("at … typed meanwhile");
            client.typed("/topic x");
            assertThat(nextSeen())
                    .isEqualTo("at /topic was not sent: you are not connected — /reconnect tries at once");

            try (Peer second = server.accept()) {
                second.welcome("ada", CAPABILITIES);
                assertThat(nextSeen()).startsWith("at reconnected to ");
                assertThat(nextSeen()).startsWith("at messages sent while you were disconnected are missing");
                second.expect("JOIN #lobby", "JOIN #tea sesame");
                second.send(":ada!u@h JOIN #tea");
                second.expect("PRIVMSG #tea :typed meanwhile");
            }
        }
    }

    @Test
    void aRoomThatIsJoinedWithoutAConnectionIsEnteredAfterwards() throws Exception {
        try (ChatClient client = client(true)) {
            join(client, "ada").drop();
            assertThat(nextSeen()).startsWith("at connection lost (");
            client.typed("/join #tea sesame");
            assertThat(nextSeen()).isEqualTo("at you will join #tea once you are connected");
            client.typed("for tea");
            assertThat(nextSeen()).isEqualTo("at … for tea");
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
                peer.expect("JOIN #lobby", "JOIN #tea sesame");
                peer.send(":ada!u@h JOIN #tea");
                peer.expect("PRIVMSG #tea :for tea");
            }
        }
    }

    @Test
    void anAbsenceOutlivesTheConnection() throws Exception {
        try (ChatClient client = client(true)) {
            Peer first = join(client, "ada");
            client.typed("/away lunch");
            first.expect("AWAY lunch");
            first.send(":srv 306 ada :You have been marked as being away");
            assertThat(nextSeen()).isEqualTo("at you are marked as away; /back ends it");
            first.drop();
            assertThat(nextSeen()).startsWith("at connection lost (");
            try (Peer second = server.accept()) {
                second.welcome("ada", CAPABILITIES);
                second.expect("AWAY lunch", "JOIN #lobby");
                second.send(":srv 306 ada :You have been marked as being away");
                assertThat(nextSeen()).startsWith("at reconnected to ");
                assertThat(nextSeen()).isEqualTo("at you are still marked as away (lunch); /back ends it");
                assertThat(nextSeen()).startsWith("at messages sent while");
                client.typed("/back");
                second.expect("AWAY");
                second.send(":srv 305 ada :You are no longer marked as being away");
                assertThat(nextSeen()).isEqualTo("at you are back");
            }
            assertThat(nextSeen()).startsWith("at connection lost (");
            try (Peer third = server.accept()) {
                third.welcome("ada", CAPABILITIES);
                third.expect("JOIN #lobby");
            }
        }
    }

    @Test
    void ownGhostOnTheServerDoesNotKeepTheUserOut() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = besideGhost(client)) {
            peer.welcome("ada_", CAPABILITIES);
            assertThat(nextSeen()).startsWith("at reconnected to ").endsWith(" as ada_");
        }
    }

    @Test
    void theNameIsTakenBackWhenItIsFree() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = besideGhost(client)) {
            peer.welcome("ada_", CAPABILITIES);
            peer.send(":srv 005 ada_ MONITOR=100 WHOX :are supported by this server");
            assertThat(nextSeen()).startsWith("at reconnected to ").endsWith(" as ada_");
            assertThat(nextSeen()).startsWith("at messages sent while");
            assertThat(nextSeen()).startsWith("at the name ada is still in use");
            peer.lobby("ada_");
            expectAmong(peer, "MONITOR + ada");
            peer.send(":srv 730 ada_ :ada!u@h", ":srv 731 ada_ :ada");
            expectAmong(peer, "NICK ada");
            peer.send(":srv 433 ada_ ada :Nickname is already in use", ":srv 731 ada_ :ada");
            expectAmong(peer, "NICK ada");
            peer.send(":ada_!u@h NICK ada");
            expectAmong(peer, "MONITOR - ada");
            peer.send(":bob!u@h PRIVMSG ada :you are back");
            String said = nextSeen();
            while (!said.contains("you are back")) {
                assertThat(said).doesNotContain("taken").doesNotContain("73").doesNotContain("did not ask");
                said = nextSeen();
            }
        }
    }

    @Test
    void aLostNameIsAskedForAgainWhenTheConnectionIsLostAgain() throws Exception {
        try (ChatClient client = client(true)) {
            try (Peer peer = besideGhost(client)) {
                peer.welcome("ada_", CAPABILITIES);
            }
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
            }
        }
    }

    /** Loses the connection of ada, and reconnects while the server still keeps the lost one: returns the new one. */
    private Peer besideGhost(ChatClient client) throws Exception {
        join(client, "ada").close();
        assertThat(nextSeen()).startsWith("at connection lost (");
        try (Peer refused = server.accept()) {
            refused.expect("CAP LS 302");
            refused.send(":srv 433 * ada :Nickname is already in use");
            return server.accept();
        }
    }

    private static void expectAmong(Peer peer, String line) {
        String next = peer.next();
        while (!next.equals(line)) {
            assertThat(next).isNotEqualTo("null");
            next = peer.next();
        }
    }

    @Test
    void aRoomOfTheUsersChoiceIsTheCurrentOne() throws Exception {
        try (ChatClient client =
                new ChatClient(server.endpoint(), this::see, ChatOptions.asFilter(List.of("#tea"), false))) {
            CompletableFuture<Void> connecting = connecting(client, "ada");
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
                peer.lobby("ada");
                peer.expect("JOIN #tea");
                peer.send(":ada!u@h JOIN #tea", ":srv 353 ada = #tea :ada", ":srv 366 ada #tea :End");
                peer.pong();
                connecting.join();
                assertThat(client.room()).contains("#tea");
                assertThat(client.complete("see #").stream().map(Suggestion::text))
                        .containsExactly("#lobby ", "#tea ");
            }
        }
    }

    @Test
    void aFilterSpeaksInNoOtherRoom() throws Exception {
        List<String> tea = List.of("#tea");
        try (ChatClient client = new ChatClient(server.endpoint(), this::see, ChatOptions.asFilter(tea, false))) {
            CompletableFuture<Void> connecting = connecting(client, "ada");
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
                peer.lobby("ada");
                peer.expect("JOIN #tea");
                peer.send(":srv 475 ada #tea :Cannot join channel (+k)");
                peer.pong();
                connecting.join();
                Filter filter = new Filter(client, lines("psst"), Filter.Mode.TEXT, tea);
                assertThatThrownBy(filter::run).isInstanceOf(Problem.class).hasMessage("you are not in #tea");
            }
        }
    }

    @Test
    void hostileBytesFromTheServerArePassedOver() throws Exception {
        try (ChatClient client = client(true);
                Peer peer = join(client, "ada")) {
            peer.send("", "   ", "@a=b", ":src", "x".repeat(20_000), "\u0000", ":bob!u@h PRIVMSG #lobby :still here");
            assertThat(nextSeen()).isEqualTo("at bob: still here");
        }
    }

    @Test
    void theFilterWaitsUntilEveryLineHasArrived() throws Exception {
        try (ChatClient client = client(false);
                Peer peer = join(client, "ada")) {
            CompletableFuture<Void> run = filtering(client, "one\n\n/me two\nquit\nnever said\n");
            peer.expect("PRIVMSG #lobby one", "PRIVMSG #lobby :/me two");
            peer.send(":ada!u@h PRIVMSG #lobby :one");
            peer.send(":ada!u@h PRIVMSG #lobby :/me two");
            assertThat(run).isNotDone();
            peer.pong();
            run.get(10, SECONDS);
        }
    }

    @Test
    void theFilterFailsWhenALineWasRefusedOrDidNotComeBack() throws Exception {
        try (ChatClient client = client(false);
                Peer peer = join(client, "ada")) {
            CompletableFuture<Void> run = filtering(client, "one\ntwo\nthree");
            peer.expect("PRIVMSG #lobby one", "PRIVMSG #lobby two", "PRIVMSG #lobby three");
            peer.send(":srv 404 ada #lobby :Cannot send to channel", ":ada!u@h PRIVMSG #lobby :two");
            peer.pong();
            assertThatThrownBy(run::join)
                    .hasRootCauseInstanceOf(Problem.class)
                    .hasRootCauseMessage("the server did not accept every message: 2 messages were not delivered");
        }
    }

    @Test
    void theFilterFailsWhenTheConnectionIsLost() throws Exception {
        try (ChatClient client = client(false);
                Peer peer = join(client, "ada")) {
            CompletableFuture<Void> run = filtering(client, "one\n");
            peer.expect("PRIVMSG #lobby one");
            peer.send("ERROR :Closing link: ada (Server is going down)");
            peer.drop();
            assertThatThrownBy(run::join).hasMessageContaining("the connection is lost: Server is going down");
        }
    }

    @Test
    void whatPreventsAConnectionIsASentence() throws Exception {
        Endpoint good = server.endpoint();
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(failure(with(good, "127.0.0.1", free, good.trust())))
                .isEqualTo("nothing listens on 127.0.0.1:" + free);
        assertThat(failure(with(good, "no.such.host.invalid", free, good.trust())))
                .isEqualTo("unknown host 'no.such.host.invalid'");

        Trust others = TestTrust.of(TestCertificates.ca("others").chain(), List.of());
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
            try (Peer peer = server.accept()) {
                return peer.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(failure(with(good, "127.0.0.1", good.port(), others))).contains("is not accepted");
        assertThatThrownBy(received::join).hasRootCauseInstanceOf(IOException.class); // the client ends the handshake
    }

    @Test
    void aServerWithoutTlsIsRecognized() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getInputStream().readNBytes(5);
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            Endpoint good = server.endpoint();
            assertThat(failure(with(good, "127.0.0.1", plain.getLocalPort(), good.trust())))
                    .contains("not TLS");
            answering.join();
        }
    }

    private static Endpoint with(Endpoint endpoint, String host, int port, Trust trust) {
        return new Endpoint(host, port, endpoint.identity(), trust, true);
    }

    private static String failure(Endpoint endpoint) throws NickRefused {
        try (ChatClient client = new ChatClient(endpoint, event -> {}, ChatOptions.asFilter(List.of(), false))) {
            client.connect("ada");
            return "connected";
        } catch (Problem problem) {
            assertThat(problem.hint()).isNotEmpty();
            return String.valueOf(problem.getMessage());
        }
    }

    private ChatClient client(boolean reconnects) {
        Backoff soon = new Backoff(new SplittableRandom(1), Duration.ofMillis(100), Duration.ofMillis(100));
        ChatOptions manner = reconnects ? LASTING : ChatOptions.asFilter(List.of(), false);
        return new ChatClient(server.endpoint(), this::see, manner, soon);
    }

    private Peer join(ChatClient client, String nick) throws Exception {
        return join(client, nick, CAPABILITIES);
    }

    /** Connects, and reads all events up to the entered lobby. */
    private Peer join(ChatClient client, String nick, String capabilities) throws Exception {
        CompletableFuture<Void> connecting = connecting(client, nick);
        Peer peer = server.accept();
        peer.welcome(nick, capabilities);
        peer.lobby(nick);
        peer.pong();
        connecting.get(10, SECONDS);
        assertThat(nextSeen()).startsWith("at connected to ").endsWith(" as " + nick);
        assertThat(nextSeen()).isEqualTo("at nobody else is in #lobby yet");
        return peer;
    }

    /** Creates a client whose screen fails on some text, as on any unforeseen event. */
    @Test
    void aFailureOfOursIsToldAndTheChatGoesOn() throws Exception {
        Consumer<Event> failing = event -> {
            if (event instanceof MessageEvent.Said said
                    && said.utterance().text().equals("boom")) {
                throw new IllegalStateException("with a secret");
            }
            see(event);
        };
        try (ChatClient client = client(failing);
                Peer peer = join(client, "ada", "echo-message")) {
            for (int i = 0; i < 9; i++) {
                peer.send(":bob!u@h PRIVMSG #lobby :boom", ":bob!u@h PRIVMSG #lobby :still here");
                assertThat(nextSeen())
                        .startsWith("at an internal error occurred: IllegalStateException in ChatClientTest.java:")
                        .doesNotContain("secret");
                assertThat(nextSeen()).isEqualTo("at bob: still here");
            }
            client.typed("hello");
            peer.expect("PRIVMSG #lobby hello");
            peer.send(":bob!u@h PRIVMSG #lobby :boom");
            assertThat(nextSeen()).startsWith("at an internal error occurred");
            assertThatThrownBy(() -> client.ended().join()).hasMessageContaining("too many internal errors");
        }
    }

    @Test
    void anErrorEndsTheChatWithASentence() throws Exception {
        Consumer<Event> failing = event -> {
            if (event instanceof MessageEvent.Said) {
                throw new AssertionError("with a secret");
            }
            see(event);
        };
        try (ChatClient client = client(failing)) {
            Peer peer = join(client, "ada", "echo-message");
            peer.send(":bob!u@h PRIVMSG #lobby :boom");
            assertThatThrownBy(() -> client.ended().join())
                    .hasCauseInstanceOf(Problem.class)
                    .hasMessageContaining("join cannot continue: AssertionError in ChatClientTest.java:")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(client::check).isInstanceOf(Problem.class);
            assertThat(client.typed("hello")).isFalse();
            peer.close();
        }
    }

    @Test
    void anErrorWhileConnectingEndsTheChatAtOnce() throws Exception {
        Consumer<Event> failing = event -> {
            throw new AssertionError("with a secret");
        };
        try (ChatClient client = client(failing)) {
            CompletableFuture<Void> connecting = connecting(client, "ada");
            try (Peer peer = server.accept()) {
                peer.welcome("ada", CAPABILITIES);
                assertThatThrownBy(() -> connecting.get(10, SECONDS))
                        .hasCauseInstanceOf(Problem.class)
                        .hasMessageContaining("join cannot continue: AssertionError in ChatClientTest.java:");
            }
        }
    }

    /** The client stops reading while too much waits for a slow screen. */
    @Test
    void aSlowScreenSlowsTheServerAndLosesNothing() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Consumer<Event> screen = event -> {
            if (event instanceof MessageEvent.Said) {
                await(slow);
            }
            see(event);
        };
        String text = "x".repeat(380);
        int lines = 4 * Connection.MAX_PENDING / text.length();
        try (ChatClient client = client(screen);
                Peer peer = join(client, "ada", "echo-message")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < lines; i++) {
                    peer.send(":bob!u@h PRIVMSG #lobby :" + i + text);
                    if (i == lines / 2) {
                        slow.countDown();
                    }
                }
            });
            for (int i = 0; i < lines; i++) {
                assertThat(nextSeen()).isEqualTo("at bob: " + i + text);
            }
            sending.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChatClient client(Consumer<Event> screen) {
        return new ChatClient(server.endpoint(), screen, ChatOptions.asFilter(List.of(), false));
    }

    private static CompletableFuture<Void> connecting(ChatClient client, String nick) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.connect(nick);
            } catch (NickRefused e) {
                throw new CompletionException(e);
            }
        });
    }

    private static CompletableFuture<Void> filtering(ChatClient client, String input) {
        Filter filter = new Filter(client, lines(input), Filter.Mode.TEXT, List.of());
        return CompletableFuture.runAsync(filter::run);
    }

    private static TextLines lines(String input) {
        return new TextLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private void see(Event event) {
        if (!(event instanceof MessageEvent.Waiting)) {
            seen.add(renderer.render(event).toString());
        }
    }

    private String nextSeen() throws InterruptedException {
        return String.valueOf(seen.poll(10, SECONDS));
    }
}
