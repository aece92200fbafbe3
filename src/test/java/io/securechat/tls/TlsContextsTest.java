package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.securechat.Problem;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.report.ConnectionProblem;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Real handshakes on loopback, between both TLS implementations in all combinations. */
class TlsContextsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity STRANGERS = TestCertificates.ca("strangers");
    private static final Identity SERVER = TestCertificates.server(LAB);
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final Trust TRUST = TestTrust.of(LAB.chain(), List.of());

    @TempDir
    Path directory;

    static Stream<Arguments> providers() {
        return Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                .flatMap(server -> Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                        .map(client -> Arguments.of(server, client)));
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
        SslContext context =
                TlsContexts.forServer(devServer, TestTrust.of(devClient.chain(), List.of()), false, server);
        try (Handshake handshake = new Handshake(context)) {
            Trust trust = TestTrust.of(devServer.chain(), List.of());
            succeeded(handshake.connect(client(client, devClient, trust, true), "localhost"));
            succeeded(handshake.serverEnd());
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
            assertThat(description(handshake.serverEnd()))
                    .startsWith("no client certificate; ")
                    .contains("gencert user");
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
        assertThat(joining(server, wrong, client))
                .contains("certificate CN=wrong is not meant for a server; its certificate is CN=wrong, valid until "
                        + Validity.end(wrong.certificate()) + ", SHA-256 "
                        + CertificateName.fingerprint(wrong.certificate()));
        assertThat(joining(server, foreign, client)).contains("is issued by CN=strangers, which is not trusted");
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
                assertThat(problem)
                        .hasMessageStartingWith(
                                "the server's certificate is for localhost, 127.0.0.1, not for " + host);
                assertThat(problem.hint())
                        .contains("gencert server --force " + host)
                        .contains("--no-verify-host");
            }
            succeeded(handshake.connect(client(client, ADA, TRUST, false), "chat.example.org"));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void tls12IsOnlySpokenWhenItIsAllowed(SslProvider server, SslProvider client) throws Exception {
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            Handshake.End end = handshake.connect(tls12Client(client), "localhost");
            assertThat(description(handshake.serverEnd())).isEqualTo("no common TLS version");
            assertThat(problem(handshake, end, "localhost", ADA)).hasMessage("the server does not support TLS 1.3");
        }
        try (Handshake handshake = new Handshake(server(server, TRUST, true))) {
            SSLSession session = succeeded(handshake.connect(tls12Client(client), "localhost"));
            assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
            assertThat(session.getCipherSuite()).contains("ECDHE").containsAnyOf("GCM", "CHACHA20");
        }
    }

    @Test
    void theServerDoesNotTellWhomItTrusts() throws Exception {
        try (Handshake handshake = new Handshake(server(SslProvider.OPENSSL_REFCNT, TRUST, false))) {
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

    @ParameterizedTest
    @MethodSource("providers")
    void aRevokedServerReadsWhyItIsRefused(SslProvider server, SslProvider client) throws Exception {
        Trust trust = TestTrust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, SERVER.certificate())));
        try (Handshake handshake = new Handshake(server(server, TRUST, false))) {
            handshake.connect(client(client, ADA, trust, true), "localhost");
            assertThat(description(handshake.serverEnd())).isEqualTo("the peer sent the alert certificate_revoked");
        }
    }

    /** Returns the message of a client that connects to a server with this identity. */
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
        return failure == null ? "no failure" : HandshakeReport.describe(failure);
    }

    private static Problem problem(Handshake handshake, Handshake.End end, String host, Identity own) {
        Throwable failure = end.failure();
        if (failure == null) {
            throw new AssertionError("the handshake succeeded");
        }
        return ConnectionProblem.of(failure, host, handshake.port(), own);
    }
}
