package io.securechat.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.tls.path.CertificateFault;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class HandshakeReportTest {
    @Test
    void reportsConnectionsThatAreNotTls() {
        Throwable failure = new DecoderException(new NotSslRecordException("not an SSL/TLS record: 474554"));

        assertThat(HandshakeReport.describe(failure)).isEqualTo("not TLS");
        assertThat(HandshakeOutcome.of(failure)).isEqualTo(HandshakeOutcome.NOT_TLS);
    }

    @Test
    void reportsHandshakesThatEndTooLateOrTooEarly() {
        assertThat(HandshakeReport.describe(new SslHandshakeTimeoutException("handshake timed out after 10000ms")))
                .isEqualTo("handshake timed out");
        assertThat(HandshakeReport.describe(new ClosedChannelException()))
                .isEqualTo("connection closed during the handshake");
        assertThat(HandshakeOutcome.of(new SslHandshakeTimeoutException("handshake timed out after 10000ms")))
                .isEqualTo(HandshakeOutcome.TIMED_OUT);
        assertThat(HandshakeOutcome.of(new ClosedChannelException())).isEqualTo(HandshakeOutcome.CLOSED);
        assertThat(HandshakeOutcome.of(new SSLException("Received fatal alert: unknown_ca")))
                .isEqualTo(HandshakeOutcome.ALERT);
    }

    @Test
    void anUnknownFailureIsSafeToPrint() {
        assertThat(HandshakeReport.describe(new IOException("reset\n\u001b[2J")))
                .isEqualTo("reset\ufffd\ufffd[2J");
        assertThat(HandshakeReport.describe(new DecoderException(new IllegalStateException())))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void refusedCertificatesAreDistinguishedFromOtherFailures() {
        assertThat(HandshakeReport.isOwnCertificateRefused(new SSLException("Received fatal alert: unknown_ca")))
                .isTrue();
        assertThat(HandshakeReport.isOwnCertificateRefused(new SSLException("Received fatal alert: internal_error")))
                .isFalse();
        Throwable ours = new SSLException(CertificateFault.UNKNOWN_CA.because("unknown"));
        assertThat(HandshakeReport.isOwnCertificateRefused(ours)).isFalse();
        assertThat(HandshakeReport.isPeerRefused(ours)).isTrue();
    }
}
