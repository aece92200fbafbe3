package io.securechat.tls.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.SettableClock;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.path.Revocations;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private final Identity ca = new SelfSigned(clock, Duration.ofDays(3650)).authority("lab");
    private final Authority authority = new Authority(ca, clock);

    @Test
    void whomItIssuesToIsAcceptedByTheNameThatItGave() {
        Identity ada = authority.user("ada", YEAR);
        Trust trust = TestTrust.of(ca.chain(), List.of(), clock);

        assertAccepted(trust, ada, KeyPurpose.CLIENT);
        assertAccepted(trust, authority.server("srv", List.of("localhost"), YEAR), KeyPurpose.SERVER);
        assertThat(trust.client(ada.chain()).name())
                .hasValueSatisfying(name -> assertThat(name.name()).isEqualTo("ada"));
        assertThat(ada.chain()).hasSize(1);
    }

    @Test
    void aUserIsNoServerAndNeitherIsACa() {
        Trust trust = TestTrust.of(ca.chain(), List.of(), clock);
        Identity ada = authority.user("ada", YEAR);

        assertRefused(trust, ada, KeyPurpose.SERVER);
        assertRefused(trust, authority.server("srv", List.of("localhost"), YEAR), KeyPurpose.CLIENT);
        assertThat(ada.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.certificate().getBasicConstraints()).isZero();
        assertThatThrownBy(() -> new Authority(ada, clock))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the certificate CN=ada is not a CA's");
    }

    @Test
    void datesAreWholeSecondsFromAnHourAgo() {
        X509Certificate ada = authority.user("ada", YEAR).certificate();

        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        assertThat(Validity.begin(ada)).isEqualTo(begin);
        assertThat(Validity.end(ada)).isEqualTo(begin.plus(YEAR));
    }

    @Test
    void nothingIsValidLongerThanTheCa() {
        clock.set(Validity.end(ca.certificate()).minus(Duration.ofDays(3)));

        assertThat(Validity.end(authority.user("ada", YEAR).certificate())).isEqualTo(Validity.end(ca.certificate()));
    }

    @Test
    void anExpiredCaIssuesNothingButCanBeRenewed() {
        Identity ada = authority.user("ada", Duration.ofDays(3650));
        clock.set(Validity.end(ca.certificate()).plusSeconds(1));

        assertThatThrownBy(() -> authority.user("bob", YEAR))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.hint()).endsWith("gencert renew ca"))
                .hasMessageContaining("the CA CN=lab expired at " + Validity.end(ca.certificate()));
        Identity renewed = authority.renewed(YEAR);
        assertThat(renewed.certificate().getPublicKey())
                .isEqualTo(ca.certificate().getPublicKey());
        assertAccepted(
                TestTrust.of(renewed.chain(), List.of(), clock),
                new Authority(renewed, clock).user("bob", YEAR),
                KeyPurpose.CLIENT);
        clock.set(Validity.end(ada.certificate()).minusSeconds(1));
        assertAccepted(
                TestTrust.of(new Authority(ca, clock).renewed(YEAR).chain(), List.of(), clock), ada, KeyPurpose.CLIENT);
    }

    @Test
    void onlyItsOwnIssuerRenewsACa() {
        Identity below = TestCertificates.issuedBy(ca, "below").authority().make();

        assertThatThrownBy(() -> new Authority(below, clock).renewed(YEAR))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("only CN=lab can renew it");
    }

    @Test
    void revokes() {
        Identity ada = authority.user("ada", YEAR);
        Identity bob = authority.user("bob", YEAR);
        IssueLog log = new IssueLog(List.of()).with(ada.certificate()).with(bob.certificate());
        X509CRL first = authority.revocationList(log.revoke(e -> e.name().equals("ada"), clock.instant()), YEAR);
        Trust trust = TestTrust.of(ca.chain(), List.of(first), clock);

        assertRefused(trust, ada, KeyPurpose.CLIENT);
        assertAccepted(trust, bob, KeyPurpose.CLIENT);
        clock.set(clock.instant().plusSeconds(1));
        X509CRL second = authority.revocationList(log, YEAR);
        assertThat(Revocations.number(second)).isGreaterThan(Revocations.number(first));
        assertThat(second.getRevokedCertificates()).isNull();
    }

    @Test
    void opensslAgrees() throws Exception {
        Identity ada = authority.user("ada", YEAR);
        Identity bob = authority.user("bob", YEAR);
        IssueLog log = new IssueLog(List.of()).with(ada.certificate()).with(bob.certificate());
        X509CRL crl = authority.revocationList(log.revoke(e -> e.name().equals("bob"), clock.instant()), YEAR);
        PemFiles.write(
                List.of(
                        PemFile.of(path("ca.crt"), ca.chain()),
                        PemFile.of(path("renewed.crt"), authority.renewed(YEAR).chain()),
                        PemFile.of(path("ada.crt"), ada.chain()),
                        PemFile.of(path("bob.crt"), bob.chain()),
                        PemFile.of(path("ca.crl"), crl)),
                false);

        for (String trusted : List.of("ca.crt", "renewed.crt")) {
            assertThat(verify(trusted, "ada.crt")).contains("ada.crt: OK");
            assertThat(verify(trusted, "bob.crt")).contains("certificate revoked");
        }
        assertThat(OpensslCommand.run("x509", "-noout", "-text", "-in", file("ca.crt")))
                .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign", "Subject Key Identifier");
        assertThat(OpensslCommand.run("crl", "-noout", "-text", "-in", file("ca.crl"), "-CAfile", file("ca.crt")))
                .contains("verify OK", "Version 2", "CRL Number", "Authority Key Identifier")
                .contains(bob.certificate().getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void aCaWithAnRsaKeyFromElsewhere() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = new CertificateBuilder(
                        CertificateName.commonName("rsa"),
                        keys.getPublic(),
                        clock.instant().minusSeconds(9),
                        clock.instant().plus(YEAR))
                .authority()
                .signBySelf(keys.getPrivate());
        Identity rsa = new Identity(List.of(certificate), keys.getPrivate());

        assertAccepted(
                TestTrust.of(rsa.chain(), List.of(), clock),
                new Authority(rsa, clock).user("ada", Duration.ofDays(1)),
                KeyPurpose.CLIENT);
    }

    private String verify(String trusted, String certificate) throws Exception {
        return OpensslCommand.run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslclient",
                "-crl_check",
                "-CRLfile",
                file("ca.crl"),
                "-CAfile",
                file(trusted),
                file(certificate));
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private String file(String name) {
        return path(name).toString();
    }

    private static void assertAccepted(Trust trust, Identity identity, KeyPurpose purpose) {
        assertThatCode(() -> trust.check(chain(identity), purpose)).doesNotThrowAnyException();
    }

    private static void assertRefused(Trust trust, Identity identity, KeyPurpose purpose) {
        assertThatThrownBy(() -> trust.check(chain(identity), purpose)).isInstanceOf(OpenSslCertificateException.class);
    }

    private static X509Certificate[] chain(Identity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }
}
