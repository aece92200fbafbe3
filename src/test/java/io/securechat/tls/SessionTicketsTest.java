package io.securechat.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that try to resume sessions: the server would not check the certificate of a resumed session again. */
class SessionTicketsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity SERVER = TestCertificates.server(LAB);
    private static final Identity ADA = TestCertificates.client(LAB, "ada");

    @TempDir
    Path directory;

    static Stream<Arguments> providersAndVersions() {
        return Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                .flatMap(server -> Stream.of("TLSv1.3", "TLSv1.2").map(version -> Arguments.of(server, version)));
    }

    @ParameterizedTest
    @MethodSource("providersAndVersions")
    void anExpiredClientIsRefused(SslProvider server, String version) throws Exception {
        SettableClock clock = new SettableClock();
        SslContext resuming = resuming(version);
        try (Handshake handshake = new Handshake(server(server, TestTrust.of(LAB.chain(), List.of(), clock)))) {
            assertThat(handshake.connect(resuming, "localhost").failure()).isNull();
            assertThat(handshake.serverEnd().failure()).isNull();
            clock.set(Instant.now().plus(Duration.ofDays(1)));
            assertThat(handshake.connect(resuming, "localhost").failure()).isNotNull();
            assertThat(HandshakeReport.describe(
                            requireNonNull(handshake.serverEnd().failure())))
                    .contains("expired at");
        }
    }

    /** Each context of a server has its own keys for sessions and tickets. */
    @ParameterizedTest
    @MethodSource("providersAndVersions")
    void aRevokedClientIsRefused(SslProvider server, String version) throws Exception {
        SslContext resuming = resuming(version);
        try (Handshake handshake = new Handshake(server(server, TestTrust.of(LAB.chain(), List.of())))) {
            assertThat(handshake.connect(resuming, "localhost").failure()).isNull();
            assertThat(handshake.serverEnd().failure()).isNull();
            handshake.renew(server(server, revoking()));
            assertThat(handshake.connect(resuming, "localhost").failure()).isNotNull();
            assertThat(HandshakeReport.describe(
                            requireNonNull(handshake.serverEnd().failure())))
                    .contains("has been revoked");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL_REFCNT", "JDK"})
    void opensslGetsNothingToResumeWith(SslProvider server) throws Exception {
        TestCertificates.write(directory, "client", ADA);
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            Path session = directory.resolve("session" + version);
            try (Handshake handshake = new Handshake(server(server, TestTrust.of(LAB.chain(), List.of())))) {
                assertThat(sClient(handshake, version, "-sess_out", session)).contains("!");
                assertThat(handshake.serverEnd().failure()).isNull();
                handshake.renew(server(server, revoking()));
                // OpenSSL saves a session of TLS 1.2 even if it has no identifier.
                if (Files.exists(session)) {
                    sClient(handshake, version, "-sess_in", session);
                    assertThat(HandshakeReport.describe(
                                    requireNonNull(handshake.serverEnd().failure())))
                            .contains("has been revoked");
                }
            }
        }
        assertThat(directory.resolve("session-tls1_3")).doesNotExist();
    }

    private String sClient(Handshake handshake, String version, String option, Path session) throws Exception {
        return OpensslCommand.run(
                        "s_client",
                        "-connect",
                        "localhost:" + handshake.port(),
                        "-ign_eof",
                        "-quiet",
                        version,
                        "-cert",
                        directory + "/client.crt",
                        "-key",
                        directory + "/client.key",
                        option,
                        session.toString())
                .toLowerCase(Locale.ROOT);
    }

    private static SslContext server(SslProvider provider, Trust trust) {
        return TlsContexts.forServer(SERVER, trust, true, provider);
    }

    private static Trust revoking() {
        return TestTrust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, ADA.certificate())));
    }

    private static SslContext resuming(String version) throws Exception {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(version)
                .keyManager(ADA.key(), ADA.chain())
                .trustManager(LAB.certificate())
                .build();
    }
}
