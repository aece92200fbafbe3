package io.securechat.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslProvider;
import io.securechat.Problem;
import io.securechat.tls.report.ConnectionProblem;
import io.securechat.tls.report.HandshakeOutcome;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.report.Remedy;
import io.securechat.tls.report.TlsAlert;
import io.securechat.tls.report.TlsErrors;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of client that a server must refuse, in real handshakes between both TLS implementations. */
class RefusedClientsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity SERVER = TestCertificates.server(LAB);
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final Identity PINNED =
            TestCertificates.selfSigned("pin").forClient().make();
    private static final Identity OLD_CA =
            TestCertificates.selfSigned("root").authority().expired().make();

    /** The outcomes by words of the log. */
    private static final Map<String, HandshakeOutcome> OUTCOMES = Map.of(
            "not trusted", HandshakeOutcome.UNKNOWN_CA,
            "expired", HandshakeOutcome.EXPIRED,
            "not valid before", HandshakeOutcome.NOT_YET_VALID,
            "not meant", HandshakeOutcome.WRONG_PURPOSE,
            "revoked", HandshakeOutcome.REVOKED);

    /**
     * A client and the server that refuses it.
     *
     * @param log a part of the log line
     * @param remedy the command in the log line
     * @param alert the alert of BoringSSL; the JDK's server sends certificate_unknown for all
     */
    private record Row(Trust trust, Identity client, String log, String remedy, String alert) {
        @Override
        public String toString() {
            return log;
        }

        /** The outcome, by the cause in the log. */
        HandshakeOutcome outcome() {
            return OUTCOMES.entrySet().stream()
                    .filter(outcome -> log.contains(outcome.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Stream<Row> rows() {
        Trust lab = TestTrust.of(LAB.chain(), List.of());
        return Stream.of(
                untrusted(
                        lab,
                        TestCertificates.client(TestCertificates.ca("strangers"), "mallory"),
                        "CN=mallory is issued by CN=strangers, which is not trusted"),
                untrusted(
                        lab,
                        TestCertificates.client(TestCertificates.ca("lab"), "ada"),
                        "CN=ada is issued by CN=lab, which is not trusted"),
                untrusted(
                        lab, TestCertificates.selfSigned("stranger").forClient().make(), "CN=stranger is not trusted"),
                untrusted(
                        TestTrust.of(PINNED.chain(), List.of()),
                        signedBy(PINNED),
                        "CN=mallory is issued by CN=pin, which is not trusted"),
                untrusted(lab, signedBy(ADA), "CN=mallory is issued by CN=ada, which is not trusted"),
                pinned(
                        TestCertificates.selfSigned("old").forClient().expired(),
                        "CN=old expired at ",
                        "gencert --force",
                        "certificate_expired"),
                pinned(
                        TestCertificates.selfSigned("early").forClient().notYetValid(),
                        "CN=early is not valid before ",
                        "correct the clocks",
                        "certificate_expired"),
                pinned(
                        TestCertificates.selfSigned("srv").forServer(),
                        "CN=srv is not meant for a client",
                        "gencert user",
                        "unsupported_certificate"),
                new Row(
                        lab,
                        TestCertificates.issuedBy(LAB, "old")
                                .forClient()
                                .expired()
                                .make(),
                        "certificate CN=old expired at ",
                        "gencert renew old",
                        "certificate_expired"),
                new Row(
                        lab,
                        TestCertificates.issuedBy(LAB, "early")
                                .forClient()
                                .notYetValid()
                                .make(),
                        "CN=early is not valid before ",
                        "correct the clocks",
                        "certificate_expired"),
                new Row(
                        lab,
                        TestCertificates.issuedBy(LAB, "srv").forServer().make(),
                        "CN=srv is not meant for a client",
                        "gencert user srv",
                        "unsupported_certificate"),
                new Row(
                        TestTrust.of(OLD_CA.chain(), List.of()),
                        TestCertificates.client(OLD_CA, "ada"),
                        "CA certificate CN=root expired at ",
                        "gencert renew ca",
                        "certificate_expired"),
                new Row(
                        TestTrust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, ADA.certificate()))),
                        ADA,
                        "certificate CN=ada has been revoked",
                        "gencert renew ada",
                        "certificate_revoked"));
    }

    static Stream<Arguments> rowsAndProviders() {
        List<SslProvider> providers = List.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK);
        return rows().flatMap(row -> providers.stream()
                .flatMap(server -> providers.stream().map(client -> Arguments.of(row, server, client))));
    }

    @ParameterizedTest
    @MethodSource("rowsAndProviders")
    void theServerRefusesItAndBothSidesSayWhy(Row row, SslProvider server, SslProvider client) throws Exception {
        try (Handshake handshake = new Handshake(TlsContexts.forServer(SERVER, row.trust, false, server))) {
            Handshake.End end = handshake.connect(
                    TlsContexts.forClient(row.client, TestTrust.of(LAB.chain(), List.of()), true, false, client),
                    "localhost");
            String certificate = CertificateName.fingerprint(row.client.certificate());

            Throwable failure = requireNonNull(handshake.serverEnd().failure());
            assertThat(HandshakeReport.describe(failure)).contains(row.log, row.remedy, "sha256:" + certificate);
            assertThat(HandshakeOutcome.of(failure)).isEqualTo(row.outcome());
            assertThat(TlsErrors.alert(requireNonNull(end.failure())))
                    .map(TlsAlert::toString)
                    .contains(server == SslProvider.OPENSSL_REFCNT ? row.alert : "certificate_unknown");
            Problem problem = ConnectionProblem.of(end.failure(), "localhost", handshake.port(), row.client);
            assertThat(problem)
                    .hasMessageContaining(CertificateName.subject(row.client.certificate()))
                    .hasMessageContaining(certificate);
            assertThat(problem.hint()).isNotEmpty();
        }
    }

    @Test
    void theLogTellsWhoseTheCertificateIs() throws Exception {
        Identity ada = TestCertificates.client(OLD_CA, "ada");
        try (Handshake handshake = new Handshake(TlsContexts.forServer(
                SERVER, TestTrust.of(OLD_CA.chain(), List.of()), false, SslProvider.OPENSSL_REFCNT))) {
            handshake.connect(
                    TlsContexts.forClient(
                            ada, TestTrust.of(LAB.chain(), List.of()), true, false, SslProvider.OPENSSL_REFCNT),
                    "localhost");
            assertThat(HandshakeReport.describe(
                            requireNonNull(handshake.serverEnd().failure())))
                    .isEqualTo("CA certificate CN=root expired at " + Validity.end(OLD_CA.certificate())
                            + ", and CN=ada depends on it, valid until " + Validity.end(ada.certificate())
                            + ", sha256:" + CertificateName.fingerprint(ada.certificate())
                            + "; java -jar securechat.jar gencert renew ca");
        }
    }

    /** The requester of a certificate chooses its name; the operator may copy the command into a shell. */
    @Test
    void aNameIsOneWordOfTheCommand() {
        Identity evil = TestCertificates.client(LAB, "o'x;$(reboot)");
        assertThat(Remedy.renew(evil.certificate(), KeyPurpose.CLIENT)).endsWith("gencert renew 'o'\\''x;$(reboot)'");
        assertThat(Remedy.renew(SERVER.certificate(), KeyPurpose.SERVER)).endsWith("gencert renew server");
    }

    private static Row untrusted(Trust trust, Identity client, String log) {
        return new Row(trust, client, log, "serve --trust-ca FILE", "unknown_ca");
    }

    private static Row pinned(TestCertificates certificate, String log, String remedy, String alert) {
        Identity client = certificate.make();
        return new Row(TestTrust.of(client.chain(), List.of()), client, log, remedy, alert);
    }

    /** Returns a client whose issuer's certificate may not issue others. */
    private static Identity signedBy(Identity issuer) {
        Identity mallory = TestCertificates.client(issuer, "mallory");
        return new Identity(List.of(mallory.certificate(), issuer.certificate()), mallory.key());
    }
}
