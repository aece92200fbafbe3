package io.securechat.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.ClientCertificate;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private final Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    private final Instant later = now.plus(Expiry.NOTICE).plusSeconds(60);
    private final Identity lab = lasting(TestCertificates.selfSigned("lab").authority());

    @Test
    void nothingIsSaidOfWhatLasts() {
        Identity server = lasting(TestCertificates.issuedBy(lab, "host").forServer());

        assertThat(Expiry.soon(server, TestTrust.of(lab.chain(), List.of()), now))
                .isEmpty();
        assertThat(Expiry.soon(client(server), now)).isEmpty();
        assertThat(Expiry.soon(client(server), now.plusSeconds(61))).isPresent();
    }

    @Test
    void checksAllCertificatesAndListsOfAServer() {
        Identity ca = TestCertificates.ca("brief");
        Identity pinned = TestCertificates.selfSigned("guests").forClient().make();
        Trust trust = TestTrust.of(
                List.of(ca.certificate(), lab.certificate(), pinned.certificate()), List.of(TestCertificates.crl(lab)));

        assertThat(warnings(TestCertificates.server(ca), trust))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("the server's certificate CN=server expires at ")
                                .endsWith("gencert renew server"),
                        line -> assertThat(line)
                                .startsWith("CA certificate CN=brief expires at ")
                                .endsWith("gencert renew ca"),
                        line -> assertThat(line)
                                .startsWith("pinned certificate CN=guests expires at ")
                                .endsWith("gencert --force"),
                        line -> assertThat(line)
                                .startsWith("the revocation list of CN=lab expires at ")
                                .endsWith("gencert renew crl"));
    }

    @Test
    void reportsExpiredCertificates() {
        Identity ada = TestCertificates.issuedBy(lab, "ada")
                .forClient()
                .valid(now.minusSeconds(9), now)
                .make();

        assertThat(Expiry.soon(client(ada), now).orElseThrow().warning(now))
                .startsWith("certificate CN=ada expires at " + now)
                .endsWith("gencert renew ada");
        Instant after = now.plusMillis(1);
        assertThat(Expiry.soon(client(ada), after).orElseThrow().warning(after))
                .startsWith("certificate CN=ada expired at " + now);
    }

    private List<String> warnings(Identity server, Trust trust) {
        return Expiry.soon(server, trust, now).stream()
                .map(expiry -> expiry.warning(now))
                .toList();
    }

    private static ClientCertificate client(Identity identity) {
        return new ClientCertificate(identity.chain(), identity.chain());
    }

    private Identity lasting(TestCertificates certificate) {
        return certificate.valid(now.minus(Duration.ofDays(1)), later).make();
    }
}
