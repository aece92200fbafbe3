package io.securechat.client.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.client.ScriptedServer;
import io.securechat.client.ScriptedServer.Peer;
import io.securechat.irc.Message;
import io.securechat.tls.SettableClock;
import io.securechat.tls.TlsSession;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that may be dead, and the attempts to get it back. */
@Timeout(60)
class ConnectionTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String CHECK = "PING securechat-keepalive";

    private final SettableClock clock = new SettableClock();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Threads.single("worker");
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        worker.shutdown();
    }

    @Test
    void aComputerThatWakesChecksItsConnection() throws Exception {
        Connection connection = connection(new Backoff(new SplittableRandom(1), LONG, LONG));
        try (Peer peer = open(connection)) {
            clock.set(clock.instant().plus(LONG));
            peer.expect(CHECK);
            peer.send(":srv PONG srv :securechat-keepalive", ":bob!b@h PRIVMSG ada :good morning");
            assertThat(next()).isEqualTo("good morning");

            clock.set(clock.instant().plus(LONG));
            peer.expect(CHECK);
            assertThat(next()).isEqualTo("lost: no answer for 2 s, retry: true");
        }
        clock.set(clock.instant().plus(LONG)); // asleep again, while it waits for the next attempt
        try (Peer peer = server.accept()) {
            peer.welcome("ada", "echo-message");
            assertThat(next()).isEqualTo("registered");
        }
        connection.close("").join();
    }

    @Test
    void aLineAfterALongSilenceChecksTheConnection() throws Exception {
        Connection connection = connection(new Backoff(new SplittableRandom(1), LONG, LONG));
        try (Peer peer = open(connection)) {
            clock.set(clock.instant().plusSeconds(25));
            connection.send(Message.of("PRIVMSG", "#lobby", "hello"));
            connection.send(Message.of("PRIVMSG", "#lobby", "anybody?"));
            peer.expect(CHECK, "PRIVMSG #lobby hello", "PRIVMSG #lobby anybody?");
            assertThat(next()).startsWith("lost: no answer for 2 s");
        }
        connection.close("").join();
    }

    @Test
    void aLineAfterAShortSilenceIsJustALine() throws Exception {
        Connection connection = connection(new Backoff(new SplittableRandom(1), LONG, LONG));
        try (Peer peer = open(connection)) {
            clock.set(clock.instant().plusSeconds(4));
            connection.send(Message.of("PRIVMSG", "#lobby", "hello"));
            peer.expect("PRIVMSG #lobby hello");
        }
        connection.close("").join();
    }

    @Test
    void aWaitingMessageHastensTheNextAttempt() throws Exception {
        Connection connection = connection(new Backoff(new SplittableRandom(1), LONG, LONG, Duration.ofMillis(50)));
        open(connection).close();
        assertThat(next()).startsWith("lost: ");
        connection.await(true);
        Peer peer = server.accept();
        peer.welcome("ada", "echo-message");
        assertThat(next()).isEqualTo("registered");
        peer.close(); // the message still waits
        assertThat(next()).startsWith("lost: ");
        server.accept().close();
        connection.close("").join();
    }

    @Test
    void reconnectTriesAtOnce() throws Exception {
        Connection connection = connection(new Backoff(new SplittableRandom(1), LONG, LONG));
        open(connection).close();
        assertThat(next()).startsWith("lost: ");
        connection.reconnect();
        try (Peer peer = server.accept()) {
            peer.welcome("ada", "echo-message");
            assertThat(next()).isEqualTo("registered");
            connection.reconnect(); // although it is connected
            assertThat(next()).isEqualTo("lost: you asked to reconnect, retry: true");
        }
        try (Peer hanging = server.accept()) {
            hanging.expect("CAP LS 302");
            connection.reconnect(); // although it is connecting
            assertThat(next()).startsWith("lost: you asked to reconnect");
        }
        try (Peer peer = server.accept()) {
            peer.welcome("ada", "echo-message");
            assertThat(next()).isEqualTo("registered");
        }
        connection.close("").join();
    }

    @Test
    void anAbandonedServerIsNotTriedAgain() throws Exception {
        Connection connection =
                connection(new Backoff(new SplittableRandom(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        try (Peer peer = open(connection)) {
            connection.abandon(new Problem("it sends too much", "leave it"));
            assertThat(next()).isEqualTo("lost: it sends too much, retry: false");
            assertThat(peer.next()).isEqualTo("null");
        }
        connection.close("").join();
    }

    private Connection connection(Backoff backoff) {
        return new Connection(server.endpoint(), Optional.of(backoff), clock, worker, new Connection.Listener() {
            @Override
            public void registered(Registration registration, TlsSession tls) {
                seen.add("registered");
            }

            @Override
            public void received(Message message) {
                seen.add(message.trailing());
            }

            @Override
            public void lost(Problem why, Optional<Duration> retry) {
                seen.add("lost: " + why.getMessage() + ", retry: " + retry.isPresent());
            }
        });
    }

    private Peer open(Connection connection) throws Exception {
        CompletableFuture<Void> opening = connection.open("ada");
        Peer peer = server.accept();
        peer.welcome("ada", "echo-message");
        opening.get(20, SECONDS);
        assertThat(next()).isEqualTo("registered");
        return peer;
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(20, SECONDS));
    }
}
