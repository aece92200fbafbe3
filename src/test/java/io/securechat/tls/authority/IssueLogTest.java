package io.securechat.tls.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueLogTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrites() {
        IssueLog log = new IssueLog(List.of())
                .with(TestCertificates.client(LAB, "ada").certificate())
                .with(TestCertificates.issuedBy(LAB, CertificateName.commonName("Zoë|\\"))
                        .forClient()
                        .make()
                        .certificate())
                .with(TestCertificates.issuedBy(LAB, "chat server")
                        .forServer()
                        .make()
                        .certificate())
                .revoke(entry -> entry.name().equals("ada"), NOW);

        IssueLog read = write(log);

        assertThat(read).isEqualTo(log);
        assertThat(read.entries()).extracting(IssueLog.Entry::name).containsExactly("ada", "Zoë|\\", "chat server");
        assertThat(read.entries())
                .extracting(entry -> entry.kind().toString())
                .containsExactly("user", "user", "server");
        assertThat(read.entries().get(0).revoked()).isEqualTo(Instant.parse("2030-01-02T03:04:05Z"));
        assertThat(read.entries().get(1).revoked()).isNull();
    }

    @Test
    void aNameCannotAddALine() {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, "eve\nuser 1 2040-01-01T00:00:00Z - ada")
                .build();
        IssueLog log = new IssueLog(List.of())
                .with(TestCertificates.issuedBy(LAB, subject).forClient().make().certificate());

        assertThat(write(log).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("eve?user 1 2040-01-01T00:00:00Z - ada"));
    }

    @Test
    void anEmptyFileIsALogOfNothing() throws Exception {
        assertThat(IssueLog.read(Files.createFile(directory.resolve("ca.log"))).entries())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "user 1f 2030-01-01T00:00:00Z -",
                "robot 1f 2030-01-01T00:00:00Z - ada",
                "user xy 2030-01-01T00:00:00Z - ada",
                "user 1f tomorrow - ada",
                "user 1f 2030-01-01T00:00:00Z yes ada",
                "user 1f 2030-01-01T00:00:00Z - a\u001b[31mda",
                "user 1f 2030-01-01T00:00:00Z - \ufffdda",
                "\u0000"
            })
    void aDamagedLineIsNamed(String line) throws Exception {
        Path file = directory.resolve("ca.log");
        Files.writeString(file, "# head\nuser 1f 2030-01-01T00:00:00Z - ada\n" + line + "\n", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> IssueLog.read(file))
                .isInstanceOf(Problem.class)
                .hasMessage(file + " is damaged in line 3: the issued certificates are unknown");
    }

    @Test
    void inForceUntilItsLastSecondUnlessRevoked() {
        IssueLog log =
                new IssueLog(List.of()).with(TestCertificates.client(LAB, "ada").certificate());
        IssueLog.Entry ada = log.entries().get(0);

        assertThat(ada.isInForce(ada.end())).isTrue();
        assertThat(ada.isInForce(ada.end().plusSeconds(1))).isFalse();
        assertThat(log.revoke(entry -> true, NOW).entries().get(0).isInForce(Instant.now()))
                .isFalse();
    }

    private IssueLog write(IssueLog log) {
        Path file = directory.resolve("ca.log");
        PemFiles.write(List.of(log.toFile(file)), false);
        return IssueLog.read(file);
    }
}
