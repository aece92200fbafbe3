package io.securechat.tls.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.securechat.tls.Handshake;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of both TLS implementations, in real handshakes: CI runs this on the oldest and the newest JDK. */
class TlsErrorsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity SERVER = TestCertificates.server(LAB);
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final List<SslProvider> PROVIDERS = List.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK);

    /** A client that a server with TLS 1.2 and 1.3 cannot serve, and the cause in the server's log. */
    private record Row(String cause, HandshakeOutcome outcome, boolean tls12, Configuration client) {
        @Override
        public String toString() {
            return cause;
        }
    }

    @FunctionalInterface
    private interface Configuration {
        SslContextBuilder apply(SslContextBuilder client);
    }

    static Stream<Arguments> rows() {
        List<Row> rows = List.of(
                new Row("no client certificate; issue one: ", HandshakeOutcome.NO_CERTIFICATE, true, client -> client),
                new Row(
                        "no common TLS version",
                        HandshakeOutcome.OTHER,
                        false,
                        client -> client.protocols("TLSv1.2").keyManager(ADA.key(), ADA.chain())),
                new Row(
                        "no common cipher",
                        HandshakeOutcome.OTHER,
                        true,
                        client -> client.protocols("TLSv1.2")
                                .ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"))
                                .keyManager(ADA.key(), ADA.chain())));
        List<Arguments> arguments = new ArrayList<>();
        for (Row row : rows) {
            for (SslProvider server : PROVIDERS) {
                PROVIDERS.forEach(client -> arguments.add(Arguments.of(row, server, client)));
            }
        }
        return arguments.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCauseIsPlain(Row row, SslProvider server, SslProvider client) throws Exception {
        SslContext context = row.client
                .apply(SslContextBuilder.forClient().sslProvider(client).trustManager(LAB.certificate()))
                .build();
        Trust trust = TestTrust.of(LAB.chain(), List.of());
        try (Handshake handshake = new Handshake(TlsContexts.forServer(SERVER, trust, row.tls12, server))) {
            assertThat(handshake.connect(context, "localhost").failure()).isNotNull();
            Throwable failure = requireNonNull(handshake.serverEnd().failure());
            assertThat(TlsErrors.cause(failure)).startsWith(row.cause);
            assertThat(HandshakeOutcome.of(failure)).isEqualTo(row.outcome);
        }
    }

    /** OpenSSL's alert is in plain text, and BoringSSL cannot read it. */
    @Test
    void aClientOfOpensslThatDoesNotTrustTheServer() throws Exception {
        Trust trust = TestTrust.of(LAB.chain(), List.of());
        try (Handshake handshake =
                new Handshake(TlsContexts.forServer(SERVER, trust, false, SslProvider.OPENSSL_REFCNT))) {
            assertThat(OpensslCommand.run(
                            "s_client", "-connect", "127.0.0.1:" + handshake.port(), "-verify_return_error"))
                    .contains("unable to get local issuer");
            assertThat(TlsErrors.cause(requireNonNull(handshake.serverEnd().failure())))
                    .startsWith("the peer ended the handshake; most likely it does not trust the certificate");
        }
    }

    @Test
    void alertsAreReadFromTheCodesOfBoringSslAndTheNamesOfTheJdk() {
        assertThat(TlsErrors.alert(new SSLException("error:10000412:SSL routines:OPENSSL_internal:SOMETHING")))
                .contains(TlsAlert.BAD_CERTIFICATE);
        assertThat(TlsErrors.alert(new SSLException("(certificate_revoked) Received fatal alert: certificate_revoked")))
                .contains(TlsAlert.CERTIFICATE_REVOKED);
        assertThat(TlsErrors.alert(new SSLException("error:100000c0:SSL routines:OPENSSL_internal:UNEXPECTED_MESSAGE")))
                .isEmpty();
        assertThat(TlsErrors.alert(new SSLException("error:0b000412:X.509 routines:OPENSSL_internal:OTHER")))
                .isEmpty();
    }
}
