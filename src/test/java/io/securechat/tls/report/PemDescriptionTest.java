package io.securechat.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SafeText;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemDescriptionTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    @TempDir
    Path directory;

    @Test
    void tellsWhatACertificateSays() {
        Identity server = TestCertificates.server(LAB);

        Map<String, String> facts = describe(server).facts();

        assertThat(facts)
                .containsEntry("subject", "CN=server")
                .containsEntry("issued by", "CN=lab")
                .containsEntry("for", "a server")
                .containsEntry("hosts", "localhost, 127.0.0.1")
                .containsEntry("serial", server.certificate().getSerialNumber().toString(16))
                .containsEntry("SHA-256", CertificateName.fingerprint(server.certificate()))
                .doesNotContainKey("revoked");
        assertThat(facts.get("valid until")).endsWith("Z, less than a day left");
        assertThat(describe(TestCertificates.issuedBy(LAB, "old").expired().make())
                        .facts()
                        .get("valid until"))
                .endsWith("expired 1 day ago");
        assertThat(describe(TestCertificates.issuedBy(LAB, "new").notYetValid().make())
                        .facts()
                        .get("valid until"))
                .endsWith("not valid yet");
        assertThat(describe(LAB))
                .satisfies(ca -> assertThat(ca.title()).isEqualTo("CA certificate"))
                .satisfies(ca -> assertThat(ca.facts()).containsEntry("issued by", "itself"));
    }

    @Test
    void tellsThatItIsRevoked() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Path file = write(PemFile.of(directory.resolve("ada.crt"), ada.chain()));

        assertThat(PemDescription.read(file, List.of(TestCertificates.crl(LAB, ada.certificate())), Instant.now()))
                .singleElement()
                .satisfies(d -> assertThat(d.facts().get("revoked")).startsWith("at 2"));
    }

    @Test
    void tellsWhatARevocationListSays() {
        Identity ada = TestCertificates.client(LAB, "ada");
        Authority authority = new Authority(
                new SelfSigned(Clock.systemUTC(), Duration.ofDays(9)).authority("lab"), Clock.systemUTC());
        IssueLog log = new IssueLog(List.of()).with(ada.certificate());
        Path file = directory.resolve("ca.crl");

        write(PemFile.of(file, authority.revocationList(log, Duration.ofDays(5))));
        assertThat(only(file).facts()).containsEntry("revoked", "nothing").containsEntry("issued by", "CN=lab");
        write(PemFile.of(file, authority.revocationList(log.revoke(entry -> true, Instant.now()), Duration.ofDays(5))));
        assertThat(only(file).facts())
                .containsEntry("revoked", ada.certificate().getSerialNumber().toString(16));
        assertThat(only(file).facts().get("good until")).endsWith("4 days left");
    }

    @Test
    void tellsOfRequestsAndKeysInTheSameFile() throws Exception {
        Path request = directory.resolve("ada.csr");
        Path key = directory.resolve("ada.key");
        PemFiles.write(SigningRequest.make("ada", request, key), false);
        Files.writeString(request, Files.readString(request) + Files.readString(key));

        assertThat(PemDescription.read(request, List.of(), Instant.now()))
                .extracting(PemDescription::title)
                .containsExactly("signing request", "private key, not shown");
        assertThat(only(request).facts()).containsEntry("name", "ada");
    }

    @Test
    void textFromOutsideIsHarmless() {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, "eve\u001b[2J\u202e\nroot")
                .build();
        PemDescription description =
                describe(TestCertificates.issuedBy(LAB, subject).forClient().make());

        assertThat(description.facts().values()).allMatch(SafeText::isVisible);
    }

    private PemDescription describe(Identity identity) {
        return only(
                write(PemFile.of(directory.resolve("a.crt"), identity.chain().subList(0, 1))));
    }

    private static PemDescription only(Path file) {
        return PemDescription.read(file, List.of(), Instant.now()).get(0);
    }

    private static Path write(PemFile file) {
        PemFiles.write(List.of(file), true);
        return file.path();
    }
}
