package io.securechat.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.LazyX509Certificate;
import io.securechat.tls.OddCertificate.Made;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.path.PathSearch;
import io.securechat.tls.path.ShownChain;
import io.securechat.tls.path.Signatures;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.report.TlsAlert;
import io.securechat.tls.report.TlsErrors;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates and chains with one oddity each: those that RFC 5280 allows are accepted, the others refused with a sentence. */
class OddCertificatesTest {
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    /** A UTF8String of the bytes 61 FF. */
    private static final ASN1Encodable NOT_UTF8 = ASN1UTF8String.getInstance(new byte[] {0x0c, 2, 'a', (byte) 0xff});

    private static final Made LAB = new OddCertificate("CN=lab").authority().make();
    private static final Made TEAM = intermediate("CN=team").by(LAB).make();
    private static final Identity SERVER = TestCertificates.server(TestCertificates.ca("servers"));
    private static final Trust SERVERS = TestTrust.of(List.of(SERVER.certificate()), List.of());

    /**
     * A chain that a client sends.
     *
     * @param sentence a part of the log line; empty if the chain is accepted
     * @param alert the alert of a server with BoringSSL
     */
    private record Row(String name, List<Made> authorities, List<Made> chain, String sentence, String alert) {
        Trust trust() {
            return Trust.of(
                    Anchors.authorities(
                            authorities.stream().map(Made::certificate).toList()),
                    List.of());
        }

        X509Certificate[] shown() {
            return chain.stream()
                    .map(made -> new LazyX509Certificate(made.encoded()))
                    .toArray(X509Certificate[]::new);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Row> accepted() {
        Made olderLab = new OddCertificate("CN=lab")
                .authority()
                .keys(LAB.keys())
                .serial(3)
                .expired()
                .make();
        Made oldLab = new OddCertificate("CN=lab")
                .authority()
                .keys(LAB.keys())
                .serial(4)
                .expired()
                .make();
        Made otherLab = new OddCertificate("CN=lab").authority().make();
        Made oldTeam = intermediate("CN=team")
                .by(LAB)
                .keys(TEAM.keys())
                .serial(5)
                .expired()
                .make();
        Made deep = intermediate("CN=deep").by(TEAM).make();
        Made edwards = new OddCertificate("CN=edwards")
                .authority()
                .keys(OddCertificate.ed25519())
                .make();
        Made p521 = new OddCertificate("CN=p521")
                .authority()
                .keys(OddCertificate.ec("secp521r1"))
                .make();
        Made rsa = new OddCertificate("CN=rsa")
                .authority()
                .keys(OddCertificate.rsa(2048, RSAKeyGenParameterSpec.F4))
                .make();
        Made limited = new OddCertificate("CN=limited")
                .authority()
                .with(Extension.nameConstraints, true, permitted("CN=ada"))
                .make();
        Made ada = ada().by(LAB).make();
        return Stream.of(
                good("plain", LAB, ada),
                new Row("CA renewed twice, oldest first", List.of(olderLab, oldLab, LAB), List.of(ada), "", ""),
                new Row("CA renewed twice, newest first", List.of(LAB, oldLab, olderLab), List.of(ada), "", ""),
                new Row("two trusted CAs of one name", List.of(otherLab, LAB), List.of(ada), "", ""),
                good("unknown root of the same name first in the chain", LAB, ada, otherLab, LAB),
                good("expired and renewed intermediate", LAB, ada().by(TEAM).make(), oldTeam, TEAM),
                good("wrong order", LAB, ada().by(deep).make(), LAB, TEAM, deep),
                good("superfluous certificates", LAB, ada, TEAM, deep, edwards, rsa, p521),
                good("negative serial number", LAB, ada().by(LAB).serial(-5).make()),
                good("version 1", LAB, ada().by(LAB).makeVersion1()),
                good(
                        "P-384",
                        LAB,
                        ada().by(LAB).keys(OddCertificate.ec("secp384r1")).make()),
                good(
                        "RSA",
                        LAB,
                        ada().by(LAB)
                                .keys(OddCertificate.rsa(2048, RSAKeyGenParameterSpec.F4))
                                .make()),
                good(
                        "RSA-PSS",
                        rsa,
                        ada().by(rsa).signed("SHA256withRSAandMGF1").make()),
                good("Ed25519 CA", edwards, ada().by(edwards).make()),
                good("P-521 CA", p521, ada().by(p521).make()),
                good("name that is permitted", limited, ada().by(limited).make()),
                good(
                        "CN that is not UTF-8",
                        LAB,
                        new OddCertificate(named(NOT_UTF8)).by(LAB).make()));
    }

    private static Stream<Row> refused() {
        Made leafCa = new OddCertificate("CN=strict")
                .authority(new BasicConstraints(0), KeyUsage.keyCertSign)
                .make();
        Made underLeafCa = intermediate("CN=team").by(leafCa).make();
        Made strictTeam = new OddCertificate("CN=team")
                .by(LAB)
                .authority(new BasicConstraints(0), KeyUsage.keyCertSign)
                .make();
        Made underStrictTeam = intermediate("CN=deep").by(strictTeam).make();
        Made limited = new OddCertificate("CN=limited")
                .authority()
                .with(Extension.nameConstraints, true, permitted("O=lab"))
                .make();
        Made limitedTeam = intermediate("CN=team")
                .by(LAB)
                .with(Extension.nameConstraints, true, permitted("O=lab"))
                .make();
        Made notSigning = new OddCertificate("CN=team")
                .by(LAB)
                .authority(new BasicConstraints(true), KeyUsage.digitalSignature)
                .make();
        Made forServers = intermediate("CN=team")
                .by(LAB)
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .make();
        Made weakTeam = intermediate("CN=team")
                .by(LAB)
                .keys(OddCertificate.rsa(1024, RSAKeyGenParameterSpec.F4))
                .make();
        Made rsa = new OddCertificate("CN=rsa")
                .authority()
                .keys(OddCertificate.rsa(2048, RSAKeyGenParameterSpec.F4))
                .make();
        Made sha1Team = intermediate("CN=team").by(LAB).signed("SHA1withECDSA").make();
        Made oldTeam = intermediate("CN=team").by(LAB).expired().make();
        Made oddTeam = intermediate("CN=team")
                .by(LAB)
                .with(UNKNOWN, true, new ASN1Integer(1))
                .make();
        Made ada = ada().by(LAB).make();
        Made otherLab = new OddCertificate("CN=lab").authority().make();
        Made stranger = new OddCertificate("CN=stranger").authority().make();
        return Stream.of(
                bad(
                        "stranger",
                        "certificate CN=lab is not trusted: the trusted CA of this name has another key",
                        "unknown_ca",
                        ada().by(otherLab).make(),
                        otherLab),
                bad(
                        "stranger whose CN is not UTF-8",
                        " is issued by CN=stranger, which is not trusted",
                        "unknown_ca",
                        new OddCertificate(named(NOT_UTF8)).by(stranger).make()),
                bad(
                        "stranger whose CN is nested deeply",
                        " is issued by CN=stranger, which is not trusted",
                        "unknown_ca",
                        new OddCertificate(named(nested(1000))).by(stranger).make()),
                bad(
                        "expired intermediate",
                        "CA certificate CN=team expired at ",
                        "certificate_expired",
                        ada().by(oldTeam).make(),
                        oldTeam),
                row(
                        "pathLen of the trusted CA",
                        leafCa,
                        "CA certificate CN=strict allows 0 CAs below it",
                        ada().by(underLeafCa).make(),
                        underLeafCa),
                bad(
                        "pathLen of an intermediate",
                        "CA certificate CN=team allows 0 CAs below it",
                        "bad_certificate",
                        ada().by(underStrictTeam).make(),
                        underStrictTeam,
                        strictTeam),
                row(
                        "nameConstraints of the trusted CA",
                        limited,
                        "certificate CN=ada has a name that a CA above it may not issue",
                        ada().by(limited).make()),
                bad(
                        "nameConstraints of an intermediate",
                        "certificate CN=ada has a name that a CA above it may not issue",
                        "bad_certificate",
                        ada().by(limitedTeam).make(),
                        limitedTeam),
                bad(
                        "intermediate without keyCertSign",
                        "CN=team is a CA's that must not sign certificates",
                        "bad_certificate",
                        ada().by(notSigning).make(),
                        notSigning),
                bad(
                        "CA for servers only",
                        "CN=team may not issue certificates for a client",
                        "unsupported_certificate",
                        ada().by(forServers).make(),
                        forServers),
                bad(
                        "server's certificate",
                        "CN=ada is not meant for a client",
                        "unsupported_certificate",
                        ada().by(LAB)
                                .with(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                                .make()),
                bad(
                        "RSA-1024",
                        "certificate CN=ada has an RSA key with 1024 bits",
                        "bad_certificate",
                        ada().by(LAB)
                                .keys(OddCertificate.rsa(1024, RSAKeyGenParameterSpec.F4))
                                .make()),
                bad(
                        "RSA-1024 in an intermediate",
                        "CA certificate CN=team has an RSA key with 1024 bits",
                        "bad_certificate",
                        ada().by(weakTeam).make(),
                        weakTeam),
                bad(
                        "SHA-1",
                        "certificate CN=ada is signed with SHA1withECDSA",
                        "bad_certificate",
                        ada().by(LAB).signed("SHA1withECDSA").make()),
                bad(
                        "SHA-1 in an intermediate",
                        "CA certificate CN=team is signed with SHA1withECDSA",
                        "bad_certificate",
                        ada().by(sha1Team).make(),
                        sha1Team),
                row(
                        "MD5",
                        rsa,
                        "certificate CN=ada is signed with MD5withRSA",
                        ada().by(rsa).signed("MD5withRSA").make()),
                row(
                        "PSS with SHA-1",
                        rsa,
                        "certificate CN=ada is signed with RSASSA-PSS",
                        ada().by(rsa).signed("SHA1withRSAandMGF1").make()),
                bad(
                        "unknown critical extension",
                        "certificate CN=ada has the critical extension " + UNKNOWN.getId(),
                        "bad_certificate",
                        ada().by(LAB).with(UNKNOWN, true, new ASN1Integer(1)).make()),
                bad(
                        "unknown critical extension in an intermediate",
                        "CA certificate CN=team has the critical extension",
                        "bad_certificate",
                        ada().by(oddTeam).make(),
                        oddTeam),
                bad(
                        "more certificates than anybody needs",
                        "the chain has 9 certificates, more than 8",
                        "bad_certificate",
                        ada,
                        TEAM,
                        TEAM,
                        TEAM,
                        TEAM,
                        TEAM,
                        TEAM,
                        TEAM,
                        TEAM));
    }

    /** Chains that BoringSSL or the JDK refuse themselves, or cannot send. */
    private static Stream<Row> refusedWithoutHandshake() {
        KeyPair hugeExponent =
                OddCertificate.rsa(2048, BigInteger.ONE.shiftLeft(40).nextProbablePrime());
        return Stream.of(
                bad(
                        "huge exponent",
                        "certificate CN=ada has an RSA key with an even, tiny or huge exponent (41 bits)",
                        "bad_certificate",
                        ada().by(LAB).keys(hugeExponent).make()),
                bad(
                        "the CA itself",
                        "CN=lab is trusted as a CA for issuing others, not as a peer's own",
                        "unknown_ca",
                        LAB),
                bad(
                        "extensions twice",
                        " is damaged or violates RFC 5280: ",
                        "bad_certificate",
                        ada().by(LAB).with(UNKNOWN, false, new ASN1Integer(1)).makeWithEverythingTwice()),
                bad(
                        "no subject",
                        "has neither a subject nor a subjectAltName",
                        "bad_certificate",
                        new OddCertificate("").by(LAB).make()),
                bad(
                        "not DER",
                        " is damaged or violates RFC 5280: ",
                        "bad_certificate",
                        new Made(LAB.subject(), new byte[] {1, 2, 3}, LAB.keys())),
                bad(
                        "leaf without digitalSignature",
                        "CN=ada is not meant for a client",
                        "unsupported_certificate",
                        ada().by(LAB)
                                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))
                                .make()),
                bad(
                        "P-521",
                        "CN=ada has a key that is not accepted for TLS",
                        "bad_certificate",
                        ada().by(LAB).keys(OddCertificate.ec("secp521r1")).make()),
                bad(
                        "Ed25519",
                        "CN=ada has a key that is not accepted for TLS",
                        "bad_certificate",
                        ada().by(LAB).keys(OddCertificate.ed25519()).make()));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void chainsThatTheRfcAllowsAreAccepted(Row row) {
        assertThatCode(() -> new StrictTrustManager(row.trust()).checkClientTrusted(row.shown(), "UNKNOWN"))
                .doesNotThrowAnyException();
    }

    static Stream<Row> allRefused() {
        return Stream.concat(refused(), refusedWithoutHandshake());
    }

    @ParameterizedTest
    @MethodSource("allRefused")
    void theRestIsRefusedInOneSentence(Row row) {
        assertThatThrownBy(() -> new StrictTrustManager(row.trust()).checkClientTrusted(row.shown(), "UNKNOWN"))
                .isInstanceOf(OpenSslCertificateException.class)
                .hasMessageContaining(row.sentence);
    }

    static Stream<Arguments> handshakes() {
        return Stream.concat(accepted(), refused())
                .flatMap(row -> Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                        .map(server -> Arguments.of(row, server)));
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void bothTlsImplementationsDoTheSame(Row row, SslProvider server) throws Exception {
        Identity client = row.chain.get(0).with(row.chain.stream().skip(1).toArray(Made[]::new));
        try (Handshake handshake = new Handshake(TlsContexts.forServer(SERVER, row.trust(), false, server))) {
            Handshake.End end = handshake.connect(
                    TlsContexts.forClient(client, SERVERS, true, false, SslProvider.JDK), "localhost");
            Throwable failure = handshake.serverEnd().failure();
            if (row.sentence.isEmpty()) {
                assertThat(failure).isNull();
                return;
            }
            String told = HandshakeReport.describe(requireNonNull(failure));
            if (server == SslProvider.OPENSSL_REFCNT) {
                assertThat(told).contains(row.sentence);
                assertThat(TlsErrors.alert(requireNonNull(end.failure())))
                        .map(TlsAlert::toString)
                        .contains(row.alert);
            } else {
                // Some JDKs limit the number of certificates themselves.
                assertThat(told).containsAnyOf(row.sentence, "the certificate chain has too many certificates");
            }
        }
    }

    @Test
    void aStrangerCostsFewVerificationsWithTheKeyOfATrustedCa() {
        List<Made> many = new ArrayList<>();
        for (int i = 0; i < ShownChain.MAX_CERTIFICATES - 1; i++) {
            many.add(new OddCertificate("CN=lab").authority().make());
        }
        List<Made> chain = new ArrayList<>(List.of(ada().by(many.get(0)).make()));
        chain.addAll(many);
        List<X509Certificate> shown = chain.stream().map(Made::certificate).toList();
        PathSearch search = new PathSearch(Set.of(LAB.certificate()), shown, Instant.now(), path -> {});

        assertThatThrownBy(search::find).hasMessageContaining("is not trusted");
        assertThat(search.verifications()).isEqualTo(Signatures.MOST_WRONG);
    }

    private static X500Name named(ASN1Encodable commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    private static ASN1Encodable nested(int depth) {
        ASN1Encodable value = new DERSequence();
        for (int i = 0; i < depth; i++) {
            value = new DERSequence(value);
        }
        return value;
    }

    private static OddCertificate ada() {
        return new OddCertificate("CN=ada");
    }

    private static OddCertificate intermediate(String subject) {
        return new OddCertificate(subject).authority();
    }

    private static Row good(String name, Made authority, Made... chain) {
        return new Row(name, List.of(authority), List.of(chain), "", "");
    }

    private static Row bad(String name, String sentence, String alert, Made... chain) {
        return new Row(name, List.of(LAB), List.of(chain), sentence, alert);
    }

    private static Row row(String name, Made authority, String sentence, Made... chain) {
        return new Row(name, List.of(authority), List.of(chain), sentence, "bad_certificate");
    }

    private static org.bouncycastle.asn1.x509.NameConstraints permitted(String directory) {
        GeneralName name = new GeneralName(new X500Name(directory));
        return new org.bouncycastle.asn1.x509.NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null);
    }
}
