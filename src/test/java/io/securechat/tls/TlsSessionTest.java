package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.report.Expiry;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsSessionTest {
    private final Instant now = Instant.now();

    private final Identity ca = lasting(5, TestCertificates.selfSigned("lab").authority());
    private final Identity server =
            lasting(3, TestCertificates.issuedBy(ca, "srv").forServer());
    private final TlsSession session = new TlsSession(server.chain(), "TLSv1.3", "TLS_AES_128_GCM_SHA256", "");

    @Test
    void theCertificateIsAcceptedForItsCaOrForItself() {
        assertThat(session.anchor(TestTrust.of(ca.chain(), List.of()))).isEqualTo(ca.certificate());
        assertThat(session.anchor(TestTrust.of(server.chain(), List.of()))).isEqualTo(server.certificate());
    }

    @Test
    void theKeyExchangeIsToldWhereItIsKnown() {
        assertThat(session.terms()).isEqualTo("TLSv1.3, TLS_AES_128_GCM_SHA256");
        assertThat(new TlsSession(server.chain(), "TLSv1.3", "AES", "X25519").terms())
                .isEqualTo("TLSv1.3, AES, X25519");
    }

    @Test
    void warnsOfTheEndWithARemedy() {
        Trust trust = TestTrust.of(ca.chain(), List.of());
        Identity pinned = lasting(30, TestCertificates.selfSigned("dev").forClient());
        assertThat(Expiry.soon(pinned, session.chain(), trust, now))
                .extracting(Expiry::what)
                .containsExactly("the server's certificate CN=srv", "the server's CA certificate CN=lab");
        assertThat(Expiry.soon(pinned, session.chain(), trust, now))
                .extracting(Expiry::remedy)
                .allMatch(remedy -> remedy.startsWith("ask the server's operator for a new one, which this issues: "));
        Identity alice = lasting(2, TestCertificates.issuedBy(ca, "alice").forClient());
        assertThat(Expiry.soon(alice, session.chain(), trust, now).get(0).remedy())
                .startsWith("ask your CA")
                .endsWith("gencert renew alice");
    }

    private Identity lasting(int days, TestCertificates certificate) {
        return certificate.valid(now, now.plus(Duration.ofDays(days))).make();
    }
}
