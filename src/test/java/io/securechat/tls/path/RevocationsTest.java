package io.securechat.tls.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Revocation lists of a running server that reloads its files. */
class RevocationsTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity OTHER = TestCertificates.ca("other");
    private static final X509Certificate ADA =
            TestCertificates.client(LAB, "ada").certificate();
    private static final X509Certificate EVE =
            TestCertificates.client(OTHER, "eve").certificate();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final X509CRL LABS = TestCertificates.crl(LAB, 7, NOW, ADA);
    private static final X509CRL OTHERS = TestCertificates.crl(OTHER, 3, NOW, EVE);

    @Test
    void aListThatIsMissingStaysInForce() {
        Trust before = trust(List.of(LAB, OTHER), LABS, OTHERS);
        Trust after = trust(List.of(LAB, OTHER), OTHERS).succeeding(before);

        assertRevoked(after, ADA);
        assertRevoked(after, EVE);
        assertThat(after.warnings(NOW))
                .containsExactly(
                        "list 7 of CN=lab with 1 revoked is missing from the files, and stays in force; restore"
                                + " it, or stop trusting CN=lab, which drops its list as well");
        Trust later = trust(List.of(LAB, OTHER)).succeeding(after);
        assertRevoked(later, ADA);
        assertRevoked(later, EVE);
        assertThat(trust(List.of(LAB, OTHER), LABS, OTHERS).succeeding(later).warnings(NOW))
                .isEmpty();
    }

    @Test
    void whoseCaIsDroppedTheListIsDropped() {
        Trust before = trust(List.of(LAB, OTHER), LABS, OTHERS);
        Trust dropped = trust(List.of(OTHER), OTHERS).succeeding(before);

        assertThat(dropped.warnings(NOW)).isEmpty();
        assertThat(dropped.crls()).containsExactly(OTHERS);
        assertThat(trust(List.of(LAB, OTHER), OTHERS).succeeding(dropped).crls())
                .containsExactly(OTHERS);
    }

    @Test
    void noListGoesBack() {
        assertRefused(
                TestCertificates.crl(LAB, 6, NOW.plusSeconds(60), ADA), LABS, "list 6 of CN=lab is older than list 7");
        assertRefused(
                TestCertificates.crl(LAB, 0, NOW.plusSeconds(60), ADA), LABS, "list 0 of CN=lab is older than list 7");
        assertRefused(
                TestCertificates.crl(LAB, 7, NOW),
                LABS,
                "list 7 of CN=lab has the number of the list in force, but other contents");
        assertRefused(
                TestCertificates.crl(LAB, 0, NOW.minusSeconds(60)),
                TestCertificates.crl(LAB, 0, NOW, ADA),
                "is older than list");
        assertThat(trust(List.of(LAB), TestCertificates.crl(LAB, 8, NOW))
                        .succeeding(trust(List.of(LAB), LABS))
                        .crls())
                .hasSize(1);
        assertThat(trust(List.of(LAB), LABS)
                        .succeeding(trust(List.of(LAB), LABS))
                        .crls())
                .containsExactly(LABS);
    }

    @Test
    void aListFromTheFutureIsObeyedAndTold() {
        Trust trust = trust(List.of(LAB), TestCertificates.crl(LAB, 9, NOW.plus(Duration.ofHours(2)), ADA));

        assertRevoked(trust, ADA);
        assertThat(trust.warnings(NOW)).singleElement().asString().contains("list 9 of CN=lab", "in the future");
        assertThat(trust.warnings(NOW.plus(Duration.ofHours(2)))).isEmpty();
    }

    private static void assertRefused(X509CRL present, X509CRL before, String message) {
        Trust obeyed = trust(List.of(LAB), before);
        Trust trust = trust(List.of(LAB), present);
        assertThatThrownBy(() -> trust.succeeding(obeyed))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }

    private static void assertRevoked(Trust trust, X509Certificate certificate) {
        assertThatThrownBy(() -> trust.check(new X509Certificate[] {certificate}, KeyPurpose.CLIENT))
                .hasMessageEndingWith("has been revoked");
    }

    private static Trust trust(List<Identity> authorities, X509CRL... lists) {
        return TestTrust.of(
                authorities.stream().map(Identity::certificate).toList(),
                Stream.of(lists).toList());
    }
}
