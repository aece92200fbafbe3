package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.tls.Identity;
import io.securechat.tls.SelfSigned;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A real server on a free port of the loopback address, with a certificate of its own and one that its clients share; those
 * whom one of two CAs has issued a certificate may come in as well.
 */
final class TestServer implements AutoCloseable {
    private static final SelfSigned SELF_SIGNED = new SelfSigned(Clock.systemUTC(), Duration.ofDays(1));
    static final Identity SERVER = SELF_SIGNED.server(List.of("localhost", "127.0.0.1"));
    static final Identity CLIENT = SELF_SIGNED.client();
    static final Identity CA = TestCertificates.ca("Test CA");
    static final Identity OTHER_CA = TestCertificates.ca("Other CA");
    static final Trust TRUST =
            Trust.of(List.of(CLIENT.certificate(), CA.certificate(), OTHER_CA.certificate()), List.of());

    private final ChatServer server;
    private final Journal journal;

    TestServer() {
        this(settings("#lobby", 1 << 20, 60, 2000), Journal.open("memory:"));
    }

    TestServer(NamePolicy names, int maxPerCertificate) {
        this(settings("#lobby", names, 1 << 20, 60, 2000, maxPerCertificate, 0), Journal.open("memory:"));
    }

    TestServer(Settings settings, Journal journal) {
        this.journal = journal;
        this.server = ChatServer.start(settings, credentials(SERVER, TRUST), List.of(), journal);
    }

    static Settings settings(@Nullable String lobby, int sendQueue, int pingSeconds, int maxConnections) {
        return settings(lobby, NamePolicy.AUTO, sendQueue, pingSeconds, maxConnections, 0, 0);
    }

    /** A server that shows those who enter a room its last messages. */
    static Settings replaying(int messages) {
        return settings("#lobby", NamePolicy.AUTO, 1 << 20, 60, 2000, 0, messages);
    }

    /** A server that lets nobody send more than this. */
    static Settings slowing(Rate flood, int pingSeconds) {
        return settings("#lobby", NamePolicy.AUTO, 1 << 20, pingSeconds, 2000, 0, 0, flood);
    }

    private static Settings settings(
            @Nullable String lobby,
            NamePolicy names,
            int sendQueue,
            int pingSeconds,
            int maxConnections,
            int maxPerCertificate,
            int replay) {
        return settings(lobby, names, sendQueue, pingSeconds, maxConnections, maxPerCertificate, replay, null);
    }

    private static Settings settings(
            @Nullable String lobby,
            NamePolicy names,
            int sendQueue,
            int pingSeconds,
            int maxConnections,
            int maxPerCertificate,
            int replay,
            @Nullable Rate flood) {
        return new Settings(
                "127.0.0.1",
                0,
                "test.server",
                "Test Net",
                lobby,
                names,
                sendQueue,
                Duration.ofSeconds(pingSeconds),
                maxConnections,
                maxPerCertificate,
                Set.of("olga"),
                replay,
                null,
                flood);
    }

    static Credentials credentials(Identity identity, Trust trust) {
        return new Credentials(TlsContexts.forServer(identity, trust, false), trust);
    }

    /** Replaces what can be replaced while it runs. */
    void renew(Identity identity, Trust trust, String... motd) {
        server.renew(credentials(identity, trust), List.of(motd));
    }

    InetSocketAddress address() {
        return server.address();
    }

    TestClient connect() throws GeneralSecurityException, IOException {
        return connect(CLIENT);
    }

    TestClient connect(Identity identity) throws GeneralSecurityException, IOException {
        return new TestClient(address(), identity, SERVER.certificate());
    }

    @Override
    public void close() {
        server.close();
        journal.close();
    }
}
