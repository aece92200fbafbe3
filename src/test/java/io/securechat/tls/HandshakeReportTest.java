package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.Problem;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeReportTest {
    private static final Identity ADA = TestCertificates.selfSigned("ada").make();

    @Test
    void saysWhatIsNotTls() {
        Throwable failure = new DecoderException(new NotSslRecordException("not an SSL/TLS record: 474554"));

        assertThat(HandshakeReport.describe(failure)).isEqualTo("not TLS");
        Problem problem = HandshakeReport.forClient(failure, "localhost", 6667, ADA);
        assertThat(problem).hasMessage("no TLS connection to localhost:6667: not TLS");
        assertThat(problem.hint()).startsWith("check host and port");
    }

    @Test
    void saysWhatNeverEndsOrEndsEarly() {
        assertThat(HandshakeReport.describe(new SslHandshakeTimeoutException("handshake timed out after 10000ms")))
                .isEqualTo("handshake timed out");
        assertThat(HandshakeReport.describe(new ClosedChannelException()))
                .isEqualTo("connection closed during the handshake");
    }

    @Test
    void anUnknownFailureIsSafeToPrint() {
        assertThat(HandshakeReport.describe(new IOException("reset\n\u001b[2J")))
                .isEqualTo("reset\ufffd\ufffd[2J");
        assertThat(HandshakeReport.describe(new DecoderException(new IllegalStateException())))
                .isEqualTo("IllegalStateException");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "unknown_ca, the server does not trust your certificate: CN=ada",
                "certificate_expired, the server refuses your certificate because its CA's has expired",
                "certificate_unknown, the server refuses your certificate: CN=ada",
                "certificate_revoked, the server refuses your certificate because it has been revoked: CN=ada",
                "unsupported_certificate, the server refuses your certificate because it is not meant for clients: CN=ada",
                "certificate_required, the server demands a certificate and did not get yours: CN=ada",
                "protocol_version, the server speaks no version of TLS that securechat does",
                "handshake_failure, the server and securechat have no cipher or key exchange in common",
                "internal_error, no TLS connection to localhost:8443: the other side sent the alert internal_error",
            })
    void everyAlertHasItsSentence(String alert, String sentence) {
        Throwable boring = new SSLException(
                "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_" + alert.toUpperCase(Locale.ROOT));
        Throwable jdk = new DecoderException(new SSLException("Received fatal alert: " + alert));
        for (Throwable failure : new Throwable[] {boring, jdk}) {
            assertThat(HandshakeReport.alert(failure)).contains(alert);
            Problem problem = HandshakeReport.forClient(failure, "localhost", 8443, ADA);
            assertThat(problem).hasMessageStartingWith(sentence).hasCause(failure);
            assertThat(problem.hint()).isNotBlank();
        }
    }

    @Test
    void aRefusedCertificateIsToldFromOtherFailures() {
        assertThat(HandshakeReport.isOwnCertificateRefused(new SSLException("Received fatal alert: unknown_ca")))
                .isTrue();
        assertThat(HandshakeReport.isOwnCertificateRefused(new SSLException("Received fatal alert: internal_error")))
                .isFalse();
        Throwable ours = new SSLException(CertificateFault.UNKNOWN_CA.because("who is that"));
        assertThat(HandshakeReport.isOwnCertificateRefused(ours)).isFalse();
        assertThat(HandshakeReport.isPeerRefused(ours)).isTrue();
    }

    @Test
    void aCertificateThatIsRefusedLaterIsRefusedInTheSameWords() {
        Identity alice = TestCertificates.issuedBy(TestCertificates.ca("lab"), "alice")
                .forClient()
                .make();
        Problem problem = HandshakeReport.forClient("certificate_revoked", alice);
        assertThat(problem)
                .hasMessageStartingWith("the server refuses your certificate because it has been revoked: CN=alice, "
                        + "valid until " + Validity.end(alice.certificate()) + ", SHA-256 ");
        assertThat(problem.hint()).endsWith("gencert renew alice");
        assertThat(HandshakeReport.forClient("certificate_revoked", ADA).hint()).endsWith("gencert --force");
    }
}
