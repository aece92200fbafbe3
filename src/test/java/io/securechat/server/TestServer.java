package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.tls.Identity;
import io.securechat.tls.SelfSigned;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real server on a free port of the loopback address, with a certificate of its own and one that its clients share. */
final class TestServer implements AutoCloseable {
    private static final SelfSigned SELF_SIGNED = new SelfSigned(Clock.systemUTC(), Duration.ofDays(1));
    static final Identity SERVER = SELF_SIGNED.server(List.of("localhost", "127.0.0.1"));
    static final Identity CLIENT = SELF_SIGNED.client();

    private final ChatServer server;
    private final Journal journal;

    TestServer() {
        this(settings(List.of(), "#lobby", 1 << 20, 60, 2000), Journal.open("memory:"));
    }

    TestServer(Settings settings, Journal journal) {
        this.journal = journal;
        Trust clients = Trust.of(List.of(CLIENT.certificate()), List.of());
        this.server = ChatServer.start(
                settings, new Credentials(TlsContexts.forServer(SERVER, clients, false), clients), journal);
    }

    static Settings settings(
            List<String> motd, @Nullable String lobby, int sendQueue, int pingSeconds, int maxConnections) {
        return new Settings(
                "127.0.0.1",
                0,
                "test.server",
                "Test Net",
                motd,
                lobby,
                sendQueue,
                Duration.ofSeconds(pingSeconds),
                maxConnections);
    }

    InetSocketAddress address() {
        return server.address();
    }

    TestClient connect() throws GeneralSecurityException, IOException {
        return new TestClient(address(), CLIENT, SERVER.certificate());
    }

    @Override
    public void close() {
        server.close();
        journal.close();
    }
}
