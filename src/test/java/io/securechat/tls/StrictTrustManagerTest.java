package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second handshake of a known client. */
class StrictTrustManagerTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    private final SettableClock clock = new SettableClock();
    private final Trust trust = TestTrust.of(LAB.chain(), List.of(), clock);
    private final StrictTrustManager manager = new StrictTrustManager(trust);

    @Test
    void anAcceptedClientIsRememberedByItsCertificate() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Identity namesake = TestCertificates.client(LAB, "ada");

        assertAccepted(ada);
        assertThat(trust.remembers(ada.certificate())).isTrue();
        assertThat(trust.remembers(namesake.certificate())).isFalse();
        assertAccepted(ada);
        assertThat(trust.client(ada.chain())).isSameAs(trust.client(ada.chain()));
    }

    @Test
    void aRefusedClientIsNotRemembered() {
        Identity server = TestCertificates.server(LAB);
        Identity stranger = TestCertificates.client(TestCertificates.ca("lab"), "ada");

        assertRefused(server, CertificateFault.WRONG_PURPOSE);
        assertRefused(server, CertificateFault.WRONG_PURPOSE);
        assertRefused(stranger, CertificateFault.UNKNOWN_CA);
        assertThat(trust.remembers(server.certificate())).isFalse();
        assertThat(trust.remembers(stranger.certificate())).isFalse();
    }

    @Test
    void aRememberedClientIsRefusedAfterItsEnd() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Instant end = Validity.end(ada.certificate());

        assertAccepted(ada);
        clock.set(end);
        assertAccepted(ada);
        clock.set(end.plusMillis(1));
        assertRefused(ada, CertificateFault.EXPIRED);
        clock.set(Validity.begin(ada.certificate()).minusMillis(1));
        assertRefused(ada, CertificateFault.NOT_YET_VALID);
    }

    @Test
    void aRememberedClientIsRefusedAfterTheEndOfItsCa() {
        Instant soon = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
        Identity team = TestCertificates.issuedBy(LAB, "team")
                .authority()
                .valid(Instant.now(), soon)
                .make();
        Identity ada = TestCertificates.client(team, "ada");

        clock.set(soon);
        assertAccepted(ada);
        clock.set(soon.plusMillis(1));
        assertRefused(ada, CertificateFault.EXPIRED);
    }

    @Test
    void aClientThatIsRememberedIsNoServer() {
        Identity ada = TestCertificates.client(LAB, "ada");

        assertAccepted(ada);
        assertThatThrownBy(() -> manager.checkServerTrusted(chain(ada), "ECDHE_ECDSA"))
                .isInstanceOfSatisfying(
                        OpenSslCertificateException.class,
                        e -> assertThat(CertificateFault.of(e)).isEqualTo(CertificateFault.WRONG_PURPOSE));
    }

    private void assertAccepted(Identity client) {
        assertThatCode(() -> manager.checkClientTrusted(chain(client), "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
    }

    private void assertRefused(Identity client, CertificateFault why) {
        assertThatThrownBy(() -> manager.checkClientTrusted(chain(client), "ECDHE_ECDSA"))
                .isInstanceOfSatisfying(
                        OpenSslCertificateException.class,
                        e -> assertThat(CertificateFault.of(e)).isEqualTo(why));
    }

    private static X509Certificate[] chain(Identity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }
}
