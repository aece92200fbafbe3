package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.securechat.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real handshakes on loopback, between both TLS implementations in all combinations. */
class TlsContextsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity STRANGERS = TestCertificates.ca("strangers");
    private static final Identity SERVER = TestCertificates.server(LAB);
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final Trust TRUST = Trust.of(LAB.chain(), List.of());

    @TempDir
    Path directory;

    static Stream<Arguments> providers() {
        return Stream.of(SslProvider.OPENSSL, SslProvider.JDK)
                .flatMap(server ->
                        Stream.of(SslProvider.OPENSSL, SslProvider.JDK).map(client -> Arguments.of(server, client)));
    }

    @Test
    void boringSslRunsHere() {
        assertThat(TlsContexts.provider()).isEqualTo("BoringSSL");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void bothSidesKnowEachOtherInTls13(SslProvider server, SslProvider client) throws Exception {
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            SSLSession atClient = succeeded(handshake.connect(client(client, ADA, TRUST, true), "localhost"));
            SSLSession atServer = succeeded(handshake.serverEnd());

            assertThat(atServer.getProtocol()).isEqualTo("TLSv1.3");
            assertThat(atServer.getPeerCertificates()[0]).isEqualTo(ADA.certificate());
            assertThat(atClient.getPeerCertificates()[0]).isEqualTo(SERVER.certificate());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void pinnedCertificatesWork(SslProvider server, SslProvider client) throws Exception {
        SelfSigned authority = new SelfSigned(Clock.systemUTC(), Duration.ofDays(1));
        Identity devServer = authority.server(List.of("localhost", "::1"));
        Identity devClient = authority.client();
        SslContext context = TlsContexts.forServer(devServer, Trust.of(devClient.chain(), List.of()), false, server);
        try (Handshake handshake = new Handshake(context)) {
            Trust trust = Trust.of(devServer.chain(), List.of());
            succeeded(handshake.connect(client(client, devClient, trust, true), "localhost"));
            succeeded(handshake.serverEnd());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theServerRefusesBadClientsAndSaysWhy(SslProvider server, SslProvider client) throws Exception {
        Identity revoked = TestCertificates.client(LAB, "revoked");
        Trust trust = Trust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, revoked.certificate())));
        Identity expired =
                TestCertificates.issuedBy(LAB, "old").forClient().expired().make();
        Identity early = TestCertificates.issuedBy(LAB, "early")
                .forClient()
                .notYetValid()
                .make();
        Identity wrong = TestCertificates.issuedBy(LAB, "wrong").forServer().make();
        Identity foreign = TestCertificates.client(STRANGERS, "mallory");
        // The JDK's server has one alert for all causes; only what the client can see itself is then known to it.
        boolean named = server == SslProvider.OPENSSL;

        try (Handshake handshake = new Handshake(server(server, trust, false))) {
            refused(handshake, client, expired, "certificate CN=old expired at", "because it expired at");
            refused(
                    handshake,
                    client,
                    early,
                    "certificate CN=early is not valid before",
                    "because it is not valid before");
            refused(
                    handshake,
                    client,
                    wrong,
                    "CN=wrong is not meant for a client",
                    named ? "not meant for clients" : "");
            refused(
                    handshake,
                    client,
                    foreign,
                    "issued by CN=strangers",
                    named ? "does not trust your certificate" : "");
            refused(handshake, client, revoked, "CN=revoked has been revoked", named ? "it has been revoked" : "");
            succeeded(handshake.connect(client(client, ADA, TRUST, true), "localhost"));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theServerRefusesAPinnedCertificateThatExpired(SslProvider server, SslProvider client) throws Exception {
        Identity expired =
                TestCertificates.selfSigned("pin").forClient().expired().make();
        try (Handshake handshake = new Handshake(server(server, Trust.of(expired.chain(), List.of()), false))) {
            refused(handshake, client, expired, "certificate CN=pin expired at", "because it expired at");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theServerRefusesTheClientsOfAnExpiredCa(SslProvider server, SslProvider client) throws Exception {
        Identity oldCa =
                TestCertificates.selfSigned("root").authority().expired().make();
        Identity ada = TestCertificates.client(oldCa, "ada");
        try (Handshake handshake = new Handshake(server(server, Trust.of(oldCa.chain(), List.of()), false))) {
            refused(handshake, client, ada, "CA certificate CN=root expired at", "refuses your certificate");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theServerRefusesAClientWithoutACertificate(SslProvider server, SslProvider client) throws Exception {
        SslContext anonymous = SslContextBuilder.forClient()
                .sslProvider(client)
                .trustManager(LAB.certificate())
                .build();
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            assertThat(handshake.connect(anonymous, "localhost").failure()).isNotNull();
            assertThat(description(handshake.serverEnd())).isEqualTo("no client certificate");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theClientRefusesBadServers(SslProvider server, SslProvider client) throws Exception {
        Identity expired = TestCertificates.issuedBy(LAB, "old")
                .forServer()
                .hosts("localhost")
                .expired()
                .make();
        Identity wrong = TestCertificates.issuedBy(LAB, "wrong")
                .forClient()
                .hosts("localhost")
                .make();
        Identity foreign = TestCertificates.server(STRANGERS);

        assertThat(joining(server, expired, client)).contains("is not accepted: certificate CN=old expired at");
        assertThat(joining(server, wrong, client)).endsWith("certificate CN=wrong is not meant for a server");
        assertThat(joining(server, foreign, client)).endsWith("is issued by CN=strangers, which is not trusted");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theClientChecksTheHost(SslProvider server, SslProvider client) throws Exception {
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            SslContext context = client(client, ADA, TRUST, true);
            succeeded(handshake.connect(context, "localhost"));
            succeeded(handshake.connect(context, "127.0.0.1"));
            for (String host : List.of("chat.example.org", "192.0.2.7")) {
                Problem problem = problem(handshake, handshake.connect(context, host), host, ADA);
                assertThat(problem).hasMessage("the server's certificate is for localhost, 127.0.0.1, not for " + host);
                assertThat(problem.hint()).contains("--host " + host).contains("--no-verify-host");
            }
            succeeded(handshake.connect(client(client, ADA, TRUST, false), "chat.example.org"));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tls12IsOnlySpokenWhenItIsAllowed(SslProvider server, SslProvider client) throws Exception {
        SslContext old = tls12Client(client);
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            Handshake.End end = handshake.connect(old, "localhost");
            assertThat(description(handshake.serverEnd())).isEqualTo("no common TLS version");
            assertThat(problem(handshake, end, "localhost", ADA))
                    .hasMessage("the server speaks no version of TLS that securechat does");
        }
        try (Handshake handshake = new Handshake(server(server, TRUST, true))) {
            SSLSession session = succeeded(handshake.connect(old, "localhost"));
            assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
            assertThat(session.getCipherSuite()).contains("ECDHE").containsAnyOf("GCM", "CHACHA20");
        }
    }

    /** A client that would resume: when it came back after its certificate expired, nobody would look at that again. */
    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL", "JDK"})
    void nothingIsResumed(SslProvider server) throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            SettableClock clock = new SettableClock();
            SslContext resuming = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols(protocol)
                    .keyManager(ADA.key(), ADA.chain())
                    .trustManager(LAB.certificate())
                    .build();
            try (Handshake handshake = new Handshake(server(server, Trust.of(LAB.chain(), List.of(), clock), true))) {
                succeeded(handshake.connect(resuming, "localhost"));
                succeeded(handshake.serverEnd());
                clock.set(Instant.now().plus(Duration.ofDays(1)));
                assertThat(handshake.connect(resuming, "localhost").failure()).isNotNull();
                assertThat(description(handshake.serverEnd())).contains("expired at");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL", "JDK"})
    void opensslGetsNoSessionTicket(SslProvider server) throws Exception {
        Path session = directory.resolve("session.pem");
        try (Handshake handshake = new Handshake(server(server, TRUST, true))) {
            String output = sClient(handshake, ADA, "-sess_out", session.toString(), "-quiet");
            succeeded(handshake.serverEnd());
            assertThat(output).contains("!");
            assertThat(session).doesNotExist();
        }
    }

    @Test
    void theAlertNamesTheCause() throws Exception {
        Identity revoked = TestCertificates.client(LAB, "revoked");
        Trust trust = Trust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, revoked.certificate())));
        Identity expired =
                TestCertificates.issuedBy(LAB, "old").forClient().expired().make();
        Identity wrong = TestCertificates.issuedBy(LAB, "wrong").forServer().make();
        try (Handshake handshake = new Handshake(server(SslProvider.OPENSSL, trust, false))) {
            assertThat(sClient(handshake, expired, "-quiet")).contains("alert certificate expired");
            assertThat(sClient(handshake, wrong, "-quiet")).contains("alert unsupported certificate");
            assertThat(sClient(handshake, revoked, "-quiet")).contains("alert certificate revoked");
            assertThat(sClient(handshake, TestCertificates.client(STRANGERS, "eve"), "-quiet"))
                    .contains("alert unknown ca");
        }
    }

    @Test
    void theServerDoesNotTellWhomItTrusts() throws Exception {
        try (Handshake handshake = new Handshake(server(SslProvider.OPENSSL, TRUST, false))) {
            assertThat(sClient(handshake, ADA)).contains("no client certificate ca names sent");
        }
    }

    private String sClient(Handshake handshake, Identity identity, String... more) throws Exception {
        Path home = Files.createTempDirectory(directory, "client");
        TestCertificates.write(home, "client", identity);
        List<String> arguments = new ArrayList<>(List.of(
                "s_client", "-connect", "localhost:" + handshake.port(), "-ign_eof", "-cert", home + "/client.crt"));
        arguments.addAll(List.of("-key", home + "/client.key"));
        arguments.addAll(List.of(more));
        return OpensslCommand.run(arguments.toArray(String[]::new)).toLowerCase(Locale.ROOT);
    }

    private static void refused(
            Handshake handshake, SslProvider client, Identity identity, String serverSays, String clientSays)
            throws Exception {
        Handshake.End end = handshake.connect(client(client, identity, TRUST, true), "localhost");
        assertThat(description(handshake.serverEnd())).contains(serverSays);
        Problem problem = problem(handshake, end, "localhost", identity);
        assertThat(problem)
                .hasMessageContaining(clientSays)
                .hasMessageContaining(CertificateName.subject(identity.certificate()))
                .hasMessageContaining(CertificateName.fingerprint(identity.certificate()));
        assertThat(problem.hint()).isNotEmpty();
    }

    /** What a client tells of a server with this identity. */
    private static @Nullable String joining(SslProvider server, Identity identity, SslProvider client)
            throws Exception {
        try (Handshake handshake = new Handshake(TlsContexts.forServer(identity, TRUST, false, server))) {
            Handshake.End end = handshake.connect(client(client, ADA, TRUST, true), "localhost");
            return problem(handshake, end, "localhost", ADA).getMessage();
        }
    }

    private static SslContext server(SslProvider provider, Trust trust, boolean tls12) {
        return TlsContexts.forServer(SERVER, trust, tls12, provider);
    }

    private static SslContext client(SslProvider provider, Identity identity, Trust trust, boolean verifyHost) {
        return TlsContexts.forClient(identity, trust, verifyHost, false, provider);
    }

    private static SslContext tls12Client(SslProvider provider) throws Exception {
        return SslContextBuilder.forClient()
                .sslProvider(provider)
                .protocols("TLSv1.2")
                .keyManager(ADA.key(), ADA.chain())
                .trustManager(LAB.certificate())
                .build();
    }

    private static SSLSession succeeded(Handshake.End end) {
        assertThat(end.failure()).isNull();
        SSLSession session = end.session();
        assertThat(session).isNotNull();
        return Objects.requireNonNull(session);
    }

    private static String description(Handshake.End end) {
        Throwable failure = end.failure();
        return failure == null ? "no failure" : HandshakeFailure.describe(failure);
    }

    private static Problem problem(Handshake handshake, Handshake.End end, String host, Identity own) {
        Throwable failure = end.failure();
        if (failure == null) {
            throw new AssertionError("the handshake succeeded");
        }
        return HandshakeFailure.forClient(failure, host, handshake.port(), own);
    }
}
