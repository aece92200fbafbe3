package io.securechat.server;

import io.securechat.history.Journal;
import io.securechat.history.store.Journals;
import io.securechat.server.block.Blocks;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.server.Commands;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.limit.Work;
import io.securechat.server.settings.Credentials;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A real server on a free port of the loopback address. It trusts a certificate that its clients share, and the certificates of
 * two CAs.
 */
public final class TestServer implements AutoCloseable {
    private static final SelfSigned SELF_SIGNED = new SelfSigned(Clock.systemUTC(), Duration.ofDays(1));
    public static final Identity SERVER = SELF_SIGNED.server(List.of("localhost", "127.0.0.1"));
    public static final Identity CLIENT = SELF_SIGNED.client();
    public static final Identity CA = TestCertificates.ca("Test CA");
    static final Identity OTHER_CA = TestCertificates.ca("Other CA");
    public static final Trust TRUST =
            TestTrust.of(List.of(CLIENT.certificate(), CA.certificate(), OTHER_CA.certificate()), List.of());

    private final ChatServer server;
    private final Journal journal;
    private final Blocks blocks;

    public TestServer() {
        this(new TestSettings().build(), Journals.open("memory:"));
    }

    public TestServer(NamePolicy names, int maxPerCertificate) {
        this(
                new TestSettings()
                        .names(names)
                        .maxPerCertificate(maxPerCertificate)
                        .build(),
                Journals.open("memory:"));
    }

    public TestServer(Settings settings, Journal journal) {
        this(settings, journal, Blocks.inMemory());
    }

    public TestServer(Settings settings, Journal journal, Blocks blocks) {
        this.journal = journal;
        this.blocks = blocks;
        this.server = ChatServer.start(settings, credentials(SERVER, TRUST), List.of(), journal, blocks);
    }

    public static Settings settings(@Nullable String lobby, int sendQueue, int pingSeconds, int maxConnections) {
        return new TestSettings()
                .lobby(lobby)
                .sendQueue(sendQueue)
                .pingSeconds(pingSeconds)
                .maxConnections(maxConnections)
                .build();
    }

    public static Credentials credentials(Identity identity, Trust trust) {
        return new Credentials(TlsContexts.forServer(identity, trust, false), trust, TestTrust.authority(CA));
    }

    /** The rows of all commands. */
    static Collection<Command> commands() {
        try (Journal journal = Journals.open("memory:");
                Blocks blocks = Blocks.inMemory()) {
            Settings settings = new TestSettings().build();
            Chat chat = new Chat(
                    settings,
                    credentials(SERVER, TRUST),
                    List.of(),
                    journal,
                    blocks,
                    Clock.systemUTC(),
                    List.of(),
                    new Work(),
                    new HandshakeGuard(System::nanoTime));
            Collection<Command> rows = new Commands(chat).rows();
            chat.close();
            return rows;
        }
    }

    /** Replaces the credentials and the message of the day. */
    public void renew(Identity identity, Trust trust, String... motd) {
        server.renew(credentials(identity, trust), List.of(motd));
    }

    /** Replaces the operators, who need no password. */
    public void appoint(String... names) {
        server.appoint(new Settings.Operators(Set.of(names), null));
    }

    /** Sets the action of REHASH. */
    public void onRehash(Runnable rehash) {
        server.onRehash(rehash);
    }

    /** Returns a future that completes when all threads of the server have answered. */
    public CompletableFuture<Void> pulse() {
        return server.pulse();
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** The server, for its monitoring. */
    public ChatServer server() {
        return server;
    }

    public Journal journal() {
        return journal;
    }

    public TestClient connect() throws GeneralSecurityException, IOException {
        return connect(CLIENT);
    }

    public TestClient connect(Identity identity) throws GeneralSecurityException, IOException {
        return new TestClient(address(), identity, SERVER.certificate());
    }

    @Override
    public void close() {
        server.close();
        blocks.close();
        journal.close();
    }
}
