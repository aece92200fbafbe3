package io.securechat.tls.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.securechat.Problem;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.authority.CertificateBuilder;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionProblemTest {
    private static final Identity ADA = TestCertificates.selfSigned("ada").make();

    @Test
    void explainsThatTheServerDoesNotUseTls() {
        Throwable failure = new DecoderException(new NotSslRecordException("not an SSL/TLS record: 474554"));

        Problem problem = ConnectionProblem.of(failure, "localhost", 6667, ADA);
        assertThat(problem).hasMessage("no TLS connection to localhost:6667: not TLS");
        assertThat(problem.hint()).startsWith("check host and port");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "48, unknown_ca, the server does not trust your certificate: CN=ada",
                "45, certificate_expired, the server refuses your certificate because its CA's has expired",
                "46, certificate_unknown, the server refuses your certificate: CN=ada",
                "44, certificate_revoked, the server refuses your certificate because it has been revoked: CN=ada",
                "43, unsupported_certificate, the server refuses your certificate because it is not meant for clients: CN=ada",
                "116, certificate_required, the server requires a certificate and did not receive yours: CN=ada",
                "70, protocol_version, the server does not support TLS 1.3",
                "40, handshake_failure, the server and securechat have no cipher or key exchange in common",
                "80, internal_error, no TLS connection to localhost:8443: the peer sent the alert internal_error",
            })
    void explainsEveryAlert(int code, String alert, String sentence) {
        Throwable boring = new SSLException(String.format(
                "error:10000%03x:SSL routines:OPENSSL_internal:TLSV1_ALERT_%s",
                1000 + code, alert.toUpperCase(Locale.ROOT)));
        Throwable jdk = new DecoderException(new SSLException("Received fatal alert: " + alert));
        for (Throwable failure : List.of(boring, jdk)) {
            Problem problem = ConnectionProblem.of(failure, "localhost", 8443, ADA);
            assertThat(problem).hasMessageStartingWith(sentence).hasCause(failure);
            assertThat(problem.hint()).isNotBlank();
        }
    }

    @Test
    void explainsARefusalAfterTheHandshakeInTheSameWords() {
        Identity alice = TestCertificates.issuedBy(TestCertificates.ca("lab"), "alice")
                .forClient()
                .make();
        Problem problem = ConnectionProblem.of("certificate_revoked", alice);
        assertThat(problem)
                .hasMessageStartingWith("the server refuses your certificate because it has been revoked: CN=alice, "
                        + "valid until " + Validity.end(alice.certificate()) + ", SHA-256 ");
        assertThat(problem.hint()).endsWith("gencert renew alice");
        assertThat(ConnectionProblem.of("certificate_revoked", ADA).hint()).endsWith("gencert --force");
        assertThatThrownBy(() -> ConnectionProblem.of("internal_error", ADA))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** TLS libraries do not send a certificate whose key they cannot use, and the server only misses it. */
    @Test
    void namesTheKeyThatTlsCannotUse() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        KeyPair keys = generator.generateKeyPair();
        Instant now = Instant.now();
        X509Certificate certificate = new CertificateBuilder(
                        CertificateName.commonName("ada"), keys.getPublic(), now, now.plusSeconds(60))
                .leaf(KeyPurpose.CLIENT, List.of())
                .signBySelf(keys.getPrivate());

        Problem problem =
                ConnectionProblem.of("certificate_required", new Identity(List.of(certificate), keys.getPrivate()));
        assertThat(problem)
                .hasMessageStartingWith(
                        "your certificate is not usable in TLS because of its key, EC with 521 bits: CN=ada, ");
        assertThat(problem.hint()).startsWith("use a certificate with an EC key (P-256)");
    }
}
