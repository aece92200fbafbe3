package io.securechat.tls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import io.securechat.tls.SettableClock;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    private final SettableClock clock = new SettableClock();

    @Test
    void acceptsWhomATrustedCaVouchesFor() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Trust trust = trust(LAB);

        assertAccepted(trust, ada, KeyPurpose.CLIENT);
        assertThat(trust.client(ada.chain()).pinned()).isFalse();
    }

    @Test
    void acceptsAPinnedCertificateForItself() {
        Identity pinned = TestCertificates.selfSigned("dev").forClient().make();
        Trust trust = trust(pinned);

        assertAccepted(trust, pinned, KeyPurpose.CLIENT);
        assertThat(trust.client(pinned.chain()).pinned()).isTrue();
    }

    @Test
    void aCertificateOfATrustedCaIsNotPinnedEvenWhenItIsListed() {
        Identity ada = TestCertificates.client(LAB, "ada");

        assertThat(trust(LAB, ada).client(ada.chain()).pinned()).isFalse();
        assertThat(trust(ada).client(ada.chain()).pinned()).isTrue();
    }

    @Test
    void aPinnedCertificateIsNoCa() {
        Identity pinned = TestCertificates.selfSigned("dev").forClient().make();
        Identity mallory = TestCertificates.client(pinned, "mallory");

        assertRefused(trust(pinned), mallory, KeyPurpose.CLIENT, CertificateFault.UNKNOWN_CA);
    }

    /** {@code openssl req -x509} sets CA:TRUE by default. */
    @Test
    void aPinIsAPinWhateverItSaysOfItself() {
        Identity bob = TestCertificates.selfSigned("bob")
                .authority(KeyUsage.keyCertSign | KeyUsage.digitalSignature)
                .make();
        Identity alice = TestCertificates.client(bob, "alice");
        Identity aliceWithIssuer = new Identity(List.of(alice.certificate(), bob.certificate()), alice.key());
        Trust trust = Trust.of(Anchors.authorities(LAB.chain()).and(Anchors.pins(bob.chain())), List.of());

        assertAccepted(trust, bob, KeyPurpose.CLIENT);
        assertThat(trust.client(bob.chain()).pinned()).isTrue();
        assertThat(trust.client(bob.chain()).name()).isEmpty();
        assertRefused(trust, alice, KeyPurpose.CLIENT, CertificateFault.UNKNOWN_CA);
        assertRefused(trust, aliceWithIssuer, KeyPurpose.CLIENT, CertificateFault.UNKNOWN_CA);
    }

    @Test
    void aPinVouchesForNoRevocationList() {
        Identity pinned = TestCertificates.ca("pinned");
        X509CRL crl = TestCertificates.crl(pinned);
        Anchors anchors = Anchors.authorities(LAB.chain()).and(Anchors.pins(pinned.chain()));

        assertThatThrownBy(() -> Trust.of(anchors, List.of(crl)))
                .isInstanceOf(Problem.class)
                .hasMessage("the revocation list of CN=pinned is not signed by any trusted CA");
    }

    @Test
    void aCaIsTrustedToIssueAndNotByItself() {
        Identity ca = TestCertificates.selfSigned("ca")
                .authority(KeyUsage.keyCertSign | KeyUsage.digitalSignature)
                .make();

        assertRefused(
                Trust.of(Anchors.authorities(ca.chain()), List.of()),
                ca,
                KeyPurpose.CLIENT,
                CertificateFault.UNKNOWN_CA);
    }

    @Test
    void refusesAForeignCaOfTheSameName() {
        Identity mallory = TestCertificates.client(TestCertificates.ca("lab"), "ada");

        assertRefused(trust(LAB), mallory, KeyPurpose.CLIENT, CertificateFault.UNKNOWN_CA);
    }

    @Test
    void refusesASelfSignedStranger() {
        Identity stranger = TestCertificates.selfSigned("stranger").forClient().make();

        assertRefused(trust(LAB), stranger, KeyPurpose.CLIENT, CertificateFault.UNKNOWN_CA);
    }

    @Test
    void refusesWhatIsOutOfTimeAlsoWhenItIsPinned() {
        Identity expired =
                TestCertificates.issuedBy(LAB, "old").forClient().expired().make();
        Identity early =
                TestCertificates.issuedBy(LAB, "new").forClient().notYetValid().make();

        assertRefused(trust(LAB), expired, KeyPurpose.CLIENT, CertificateFault.EXPIRED);
        assertRefused(trust(expired), expired, KeyPurpose.CLIENT, CertificateFault.EXPIRED);
        assertRefused(trust(LAB), early, KeyPurpose.CLIENT, CertificateFault.NOT_YET_VALID);
        assertRefused(trust(early), early, KeyPurpose.CLIENT, CertificateFault.NOT_YET_VALID);
    }

    @Test
    void bothEndsOfTheTimeBelongToIt() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Instant begin = ada.certificate().getNotBefore().toInstant();
        Instant end = ada.certificate().getNotAfter().toInstant();
        Trust trust = trust(ada);

        clock.set(begin);
        assertAccepted(trust, ada, KeyPurpose.CLIENT);
        clock.set(begin.minusMillis(1));
        assertRefused(trust, ada, KeyPurpose.CLIENT, CertificateFault.NOT_YET_VALID);
        clock.set(end);
        assertAccepted(trust, ada, KeyPurpose.CLIENT);
        clock.set(end.plusMillis(1));
        assertRefused(trust, ada, KeyPurpose.CLIENT, CertificateFault.EXPIRED);
    }

    @Test
    void refusesEverybodyWhoseCaHasExpired() {
        Identity oldCa =
                TestCertificates.selfSigned("old ca").authority().expired().make();

        assertRefused(trust(oldCa), TestCertificates.client(oldCa, "ada"), KeyPurpose.CLIENT, CertificateFault.EXPIRED);
    }

    @Test
    void aRenewedCaReplacesTheExpiredOneOfTheSameKey() throws Exception {
        Identity oldCa =
                TestCertificates.selfSigned("root").authority().expired().make();
        KeyPair keys = new KeyPair(oldCa.certificate().getPublicKey(), oldCa.key());
        Identity renewed = TestCertificates.selfSigned("root").authority().make(keys);
        Identity ada = TestCertificates.client(oldCa, "ada");

        assertAccepted(trust(oldCa, renewed), ada, KeyPurpose.CLIENT);
        assertAccepted(trust(renewed, oldCa), ada, KeyPurpose.CLIENT);
    }

    @Test
    void followsIntermediateCas() {
        Identity team = TestCertificates.issuedBy(LAB, "team").authority().make();
        Identity lapsed =
                TestCertificates.issuedBy(LAB, "lapsed").authority().expired().make();

        assertAccepted(trust(LAB), TestCertificates.client(team, "ada"), KeyPurpose.CLIENT);
        assertRefused(trust(LAB), TestCertificates.client(lapsed, "ada"), KeyPurpose.CLIENT, CertificateFault.EXPIRED);
    }

    @Test
    void acceptsAChainThatEndsInTheCaItself() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Identity withRoot = new Identity(List.of(ada.certificate(), LAB.certificate()), ada.key());

        assertAccepted(trust(LAB), withRoot, KeyPurpose.CLIENT);
    }

    @Test
    void refusesAWrongUsageAlsoWhenItIsPinned() {
        Identity client = TestCertificates.client(LAB, "ada");
        Identity server = TestCertificates.server(LAB);

        assertRefused(trust(LAB), client, KeyPurpose.SERVER, CertificateFault.WRONG_PURPOSE);
        assertRefused(trust(client), client, KeyPurpose.SERVER, CertificateFault.WRONG_PURPOSE);
        assertRefused(trust(LAB), server, KeyPurpose.CLIENT, CertificateFault.WRONG_PURPOSE);
        assertRefused(trust(server), server, KeyPurpose.CLIENT, CertificateFault.WRONG_PURPOSE);
    }

    @Test
    void aCertificateThatSaysNothingOfItsUsageMayBeUsedForEverything() {
        Identity plain = TestCertificates.issuedBy(LAB, "plain").make();

        assertAccepted(trust(LAB), plain, KeyPurpose.CLIENT);
        assertAccepted(trust(LAB), plain, KeyPurpose.SERVER);
    }

    @Test
    void refusesWhatIsRevoked() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Identity bob = TestCertificates.client(LAB, "bob");
        Identity team = TestCertificates.issuedBy(LAB, "team").authority().make();
        X509CRL crl = TestCertificates.crl(LAB, ada.certificate(), team.certificate());
        Trust trust = TestTrust.of(LAB.chain(), List.of(crl), clock);

        assertRefused(trust, ada, KeyPurpose.CLIENT, CertificateFault.REVOKED);
        assertRefused(trust, TestCertificates.client(team, "eve"), KeyPurpose.CLIENT, CertificateFault.REVOKED);
        assertAccepted(trust, bob, KeyPurpose.CLIENT);
    }

    @Test
    void revocationsOutliveTheNextUpdateOfTheirList() {
        Identity ada = TestCertificates.issuedBy(LAB, "ada")
                .forClient()
                .valid(Instant.now(), Instant.now().plus(Duration.ofDays(3)))
                .make();
        Trust trust = TestTrust.of(
                List.of(TestCertificates.selfSigned("other").make().certificate(), LAB.certificate()),
                List.of(TestCertificates.crl(LAB, ada.certificate())),
                clock);
        clock.set(Instant.now().plus(Duration.ofHours(1)));

        assertRefused(trust, ada, KeyPurpose.CLIENT, CertificateFault.REVOKED);
    }

    @Test
    void acceptedClientsAreValidatedAgain() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Trust trust = trust(LAB);
        Trust revoking = TestTrust.of(LAB.chain(), List.of(TestCertificates.crl(LAB, ada.certificate())), clock);

        ClientCertificate client = trust.client(ada.chain());
        assertThat(trust.objection(client)).isEmpty();
        assertThat(revoking.objection(client)).contains("Certificate revoked");
        assertThat(trust(TestCertificates.ca("other")).objection(client)).contains("Certificate no longer trusted");
        clock.set(trust.until(client));
        assertThat(trust.objection(client)).isEmpty();
        clock.set(trust.until(client).plusMillis(1));
        assertThat(trust.objection(client)).contains("Certificate expired");
    }

    @Test
    void itLastsAsLongAsTheFirstToEndOnTheWayToTheCa() {
        Instant soon = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
        Identity brief = TestCertificates.issuedBy(LAB, "team")
                .authority()
                .valid(Instant.now(), soon)
                .make();

        for (Trust trust : List.of(trust(LAB), trust(brief))) {
            ClientCertificate ada =
                    trust.client(TestCertificates.client(brief, "ada").chain());
            assertThat(trust.until(ada)).isEqualTo(soon);
        }
    }

    @Test
    void saysInWordsWhomItTrusts() {
        Identity pinned = TestCertificates.selfSigned("dev").forClient().make();
        X509CRL crl =
                TestCertificates.crl(LAB, TestCertificates.client(LAB, "ada").certificate());

        assertThat(TestTrust.of(List.of(LAB.certificate(), pinned.certificate()), List.of(crl)))
                .hasToString("1 CA, 1 pinned certificate, list of CN=lab with 1 revoked");
        assertThat(trust(pinned)).hasToString("0 CAs, 1 pinned certificate");
    }

    @Test
    void namesEachCaAndEachPin() {
        Identity pinned = TestCertificates.selfSigned("dev").forClient().make();
        Identity other = TestCertificates.ca("other");
        X509CRL crl =
                TestCertificates.crl(LAB, TestCertificates.client(LAB, "ada").certificate());
        Trust trust = TestTrust.of(List.of(LAB.certificate(), other.certificate(), pinned.certificate()), List.of(crl));

        assertThat(trust.describe())
                .containsExactly(
                        "trusted CA CN=lab " + facts(LAB) + ", list of CN=lab with 1 revoked",
                        "trusted CA CN=other " + facts(other) + ", no revocation list",
                        "pinned certificate CN=dev " + facts(pinned));
    }

    @Test
    void namesAPinThatNobodyNeeds() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Trust trust = trust(LAB, ada);

        assertThat(trust.describe())
                .contains("pinned certificate CN=ada " + facts(ada)
                        + ", which needs no pin: it is issued by the trusted CA CN=lab");
        assertThat(trust.isSameAs(trust(LAB))).isFalse();
        assertThat(trust(LAB).succeeding(trust).describe()).hasSize(1);
        assertThat(trust.succeeding(trust(LAB)).describe()).hasSize(2);
    }

    @Test
    void warnsOfCasThatCannotBeToldApart() throws Exception {
        Identity other = TestCertificates.ca("lab");
        KeyPair keys = new KeyPair(LAB.certificate().getPublicKey(), LAB.key());
        Identity renewed = TestCertificates.selfSigned("lab").authority().make(keys);

        assertThat(trust(LAB, other).warnings(Instant.now()))
                .singleElement()
                .asString()
                .startsWith("2 trusted CAs with different keys are named CN=lab, ");
        assertThat(trust(LAB, renewed).warnings(Instant.now())).isEmpty();
    }

    @Test
    void namesTwentyAtMost() {
        List<X509Certificate> many = IntStream.range(0, 23)
                .mapToObj(i -> TestCertificates.ca("ca" + i).certificate())
                .toList();

        assertThat(TestTrust.of(many, List.of()).describe())
                .hasSize(21)
                .endsWith("and 3 more CAs and pinned certificates");
    }

    private static String facts(Identity identity) {
        return "sha256:" + CertificateName.fingerprint(identity.certificate()).substring(0, 12) + ", valid until "
                + Validity.end(identity.certificate());
    }

    @Test
    void refusesARevocationListOfAStranger() {
        X509CRL forged = TestCertificates.crl(TestCertificates.ca("lab"));

        assertThatThrownBy(() -> TestTrust.of(LAB.chain(), List.of(forged)))
                .isInstanceOf(Problem.class)
                .hasMessage("the revocation list of CN=lab is not signed by any trusted CA");
    }

    @Test
    void refusesToTrustNobody() {
        assertThatThrownBy(() -> TestTrust.of(List.of(), List.of()))
                .isInstanceOf(Problem.class)
                .hasMessage("there is no certificate to trust");
    }

    private Trust trust(Identity... trusted) {
        return TestTrust.of(Stream.of(trusted).map(Identity::certificate).toList(), List.of(), clock);
    }

    private static void assertAccepted(Trust trust, Identity identity, KeyPurpose purpose) {
        assertThatCode(() -> trust.check(chain(identity), purpose)).doesNotThrowAnyException();
    }

    private static void assertRefused(Trust trust, Identity identity, KeyPurpose purpose, CertificateFault refusal) {
        assertThatThrownBy(() -> trust.check(chain(identity), purpose))
                .isInstanceOfSatisfying(
                        OpenSslCertificateException.class,
                        e -> assertThat(CertificateFault.of(e)).isEqualTo(refusal));
    }

    private static X509Certificate[] chain(Identity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }
}
