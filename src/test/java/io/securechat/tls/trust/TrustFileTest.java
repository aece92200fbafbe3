package io.securechat.tls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.OddCertificate;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.TrustFile.Meaning;
import io.securechat.tls.x509.Identity;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity BARE =
            TestCertificates.selfSigned("bare").authorityWithoutKeyUsage().make();
    private static final Identity LEAF =
            TestCertificates.selfSigned("dev").forClient().make();

    @TempDir
    Path directory;

    @Test
    void theOptionDecidesWhatACertificateIsTrustedFor() {
        assertThat(read("some.crt", Meaning.AUTHORITIES, LAB, BARE)).isEqualTo(Anchors.authorities(all(LAB, BARE)));
        assertThat(read("pins.crt", Meaning.PINS, LAB, BARE, LEAF)).isEqualTo(Anchors.pins(all(LAB, BARE, LEAF)));
    }

    @Test
    void aCertificateOfNoCaIsNotTrustedAsOne() {
        assertRefused(
                "leaf.crt",
                Meaning.AUTHORITIES,
                "CN=dev in %s is not a CA's: its basicConstraints do not say CA:TRUE",
                "--pin %s",
                LAB,
                LEAF);
        assertRefused(
                "ca.crt",
                Meaning.AUTHORITIES,
                "CN=sly in %s is a CA's that must not sign certificates: its keyUsage has no keyCertSign",
                "--pin %s",
                TestCertificates.selfSigned("sly")
                        .authority(KeyUsage.digitalSignature)
                        .make());
    }

    @Test
    void aCaWithAWeakKeyIsRefused() throws Exception {
        KeyPair weak = OddCertificate.rsa(1024, RSAKeyGenParameterSpec.F4);

        assertRefused(
                "weak.crt",
                Meaning.AUTHORITIES,
                "CN=weak in %s has an RSA key with 1024 bits; 2048 to 4096 are accepted",
                "P-256",
                TestCertificates.selfSigned("weak").authority().make(weak));
    }

    @Test
    void trustPinsWhatIsNoCaAndBelievesTheUsualFileOfACa() {
        assertThat(read("client.crt", Meaning.UNSAID, LEAF)).isEqualTo(Anchors.pins(LEAF.chain()));
        assertThat(read("ca.crt", Meaning.UNSAID, LAB, LEAF))
                .isEqualTo(new Anchors(Set.copyOf(LAB.chain()), Set.copyOf(LEAF.chain())));
    }

    @Test
    void trustRefusesWhatMayBeACaOrNot() {
        assertRefused(
                "bob.crt", Meaning.UNSAID, "CN=lab in %s says CA:TRUE, but --trust does not", "--trust-ca %s", LAB);
        assertRefused("bob2.crt", Meaning.UNSAID, "CN=bare in %s says CA:TRUE, but --trust does not", "--pin %s", BARE);
        assertRefused("ca.crt", Meaning.UNSAID, "CN=bare in %s says CA:TRUE, but --trust does not", "--pin %s", BARE);
    }

    private void assertRefused(String name, Meaning meaning, String message, String hint, Identity... identities) {
        Path file = directory.resolve(name);
        assertThatThrownBy(() -> read(name, meaning, identities))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains(hint.formatted(file)))
                .hasMessageContaining(message.formatted(file));
    }

    private Anchors read(String name, Meaning meaning, Identity... identities) {
        Path file = directory.resolve(name);
        PemFiles.write(List.of(PemFile.of(file, all(identities))), true);
        return new TrustFile(file, meaning).read();
    }

    private static List<X509Certificate> all(Identity... identities) {
        return Stream.of(identities).map(Identity::certificate).toList();
    }
}
