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

class HandshakeFailureTest {
    private static final Identity ADA = TestCertificates.selfSigned("ada").make();

    @Test
    void saysWhatIsNotTls() {
        Throwable failure = new DecoderException(new NotSslRecordException("not an SSL/TLS record: 474554"));

        assertThat(HandshakeFailure.describe(failure)).isEqualTo("not TLS");
        Problem problem = HandshakeFailure.forClient(failure, "localhost", 6667, ADA);
        assertThat(problem).hasMessage("no TLS connection to localhost:6667: not TLS");
        assertThat(problem.hint()).startsWith("check host and port");
    }

    @Test
    void saysWhatNeverEndsOrEndsEarly() {
        assertThat(HandshakeFailure.describe(new SslHandshakeTimeoutException("handshake timed out after 10000ms")))
                .isEqualTo("handshake timed out");
        assertThat(HandshakeFailure.describe(new ClosedChannelException()))
                .isEqualTo("connection closed during the handshake");
    }

    @Test
    void anUnknownFailureIsSafeToPrint() {
        assertThat(HandshakeFailure.describe(new IOException("reset\n\u001b[2J")))
                .isEqualTo("reset\ufffd\ufffd[2J");
        assertThat(HandshakeFailure.describe(new DecoderException(new IllegalStateException())))
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
            assertThat(HandshakeFailure.alert(failure)).contains(alert);
            Problem problem = HandshakeFailure.forClient(failure, "localhost", 8443, ADA);
            assertThat(problem).hasMessageStartingWith(sentence).hasCause(failure);
            assertThat(problem.hint()).isNotBlank();
        }
    }

    @Test
    void aRefusedCertificateIsToldFromOtherFailures() {
        assertThat(HandshakeFailure.isOwnCertificateRefused(new SSLException("Received fatal alert: unknown_ca")))
                .isTrue();
        assertThat(HandshakeFailure.isOwnCertificateRefused(new SSLException("Received fatal alert: internal_error")))
                .isFalse();
        Throwable ours = new SSLException(Refusal.UNKNOWN_CA.because("who is that"));
        assertThat(HandshakeFailure.isOwnCertificateRefused(ours)).isFalse();
        assertThat(HandshakeFailure.isPeerRefused(ours)).isTrue();
    }

    @Test
    void aCertificateThatIsRefusedLaterIsRefusedInTheSameWords() {
        Identity alice = TestCertificates.issuedBy(TestCertificates.ca("lab"), "alice")
                .forClient()
                .make();
        Problem problem = HandshakeFailure.forClient("certificate_revoked", alice);
        assertThat(problem)
                .hasMessageStartingWith("the server refuses your certificate because it has been revoked: CN=alice, "
                        + "valid until " + Validity.end(alice.certificate()) + ", SHA-256 ");
        assertThat(problem.hint()).endsWith("gencert renew alice");
        assertThat(HandshakeFailure.forClient("certificate_revoked", ADA).hint())
                .endsWith("gencert --force");
    }
}
