package io.securechat.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.trust.Trust;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class CertificateNameTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    @Test
    void aCaIssuedCertificateCarriesItsCommonName() {
        assertThat(CertificateName.claimed(named("ada").certificate())).contains("ada");
        assertThat(CertificateName.claimed(named("Zoë").certificate())).contains("Zoë");
        assertThat(CertificateName.claimed(named("a,b+c=\"d\"").certificate())).contains("a,b+c=\"d\"");
    }

    @Test
    void aSelfSignedOneCarriesNone() {
        assertThat(CertificateName.claimed(LAB.certificate())).isEmpty();
    }

    @Test
    void aPinnedOneCarriesNoneForThisServer() {
        Identity ada = named("ada");

        assertThat(TestTrust.of(ada.chain(), List.of()).client(ada.chain()).name())
                .isEmpty();
        assertThat(TestTrust.of(LAB.chain(), List.of()).client(ada.chain()).name())
                .map(CertificateName::name)
                .contains("ada");
    }

    @Test
    void theSameNameOfAnotherCaIsSomebodyElses() {
        Identity other = TestCertificates.ca("lab");
        Trust both = TestTrust.of(List.of(LAB.certificate(), other.certificate()), List.of());
        X500Name ada = new X500NameBuilder().addRDN(BCStyle.CN, "ada").build();
        Identity first = TestCertificates.issuedBy(LAB, ada).make();
        Identity renewed = TestCertificates.issuedBy(LAB, ada).make();
        Identity imitated = TestCertificates.issuedBy(other, ada).make();

        assertThat(both.client(first.chain()).name())
                .isEqualTo(both.client(renewed.chain()).name());
        assertThat(both.client(first.chain()).name())
                .isNotEqualTo(both.client(imitated.chain()).name());
    }

    @Test
    void namesThatCouldDeceiveAreNone() {
        for (String name : List.of("", " ", "a\nb", "a\u001bb", "a\u202eb", "a\u200bb", "e\u0301", "a\u0000b")) {
            assertThat(CertificateName.claimed(named(name).certificate()))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void thereMustBeExactlyOneCommonName() {
        X500NameBuilder none = new X500NameBuilder().addRDN(BCStyle.O, "ada");
        X500NameBuilder two = new X500NameBuilder().addRDN(BCStyle.CN, "ada").addRDN(BCStyle.CN, "bob");
        X500NameBuilder twoInOne = new X500NameBuilder()
                .addMultiValuedRDN(new ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.CN}, new String[] {"ada", "bob"});

        for (X500NameBuilder builder : List.of(none, two, twoInOne)) {
            Identity identity = TestCertificates.issuedBy(LAB, builder.build()).make();
            assertThat(CertificateName.claimed(identity.certificate())).isEmpty();
        }
    }

    @Test
    void aSubjectIsOneHarmlessLine() {
        assertThat(CertificateName.subject(named("ada").certificate())).isEqualTo("CN=ada");
        assertThat(CertificateName.subject(named("a\n\u001b[31mb\u202e").certificate()))
                .startsWith("CN=a")
                .doesNotContain("\n", "\u001b", "\u202e");
        X500NameBuilder endless = new X500NameBuilder();
        IntStream.range(0, 100).forEach(i -> endless.addRDN(BCStyle.OU, "unit"));
        Identity verbose = TestCertificates.issuedBy(LAB, endless.build()).make();
        assertThat(CertificateName.subject(verbose.certificate())).hasSize(300);
        Identity nameless =
                TestCertificates.issuedBy(LAB, new X500NameBuilder().build()).make();
        assertThat(CertificateName.subject(nameless.certificate())).isEqualTo("(no subject)");
    }

    @Test
    void aFingerprintIsTheCertfpOfIrc() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(LAB.certificate().getEncoded());

        assertThat(CertificateName.fingerprint(LAB.certificate()))
                .isEqualTo(HexFormat.of().formatHex(digest))
                .matches("[0-9a-f]{64}");
    }

    private static Identity named(String name) {
        return TestCertificates.issuedBy(
                        LAB, new X500NameBuilder().addRDN(BCStyle.CN, name).build())
                .forClient()
                .make();
    }
}
