package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import io.securechat.cli.GencertCommand;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code gencert ca --next} and {@code --drop}: another CA takes over, and the names stay with their holders. */
class GencertNextTest extends GencertCommand {
    @Test
    void gnuTlsReadsTheSuccessor() throws Exception {
        run("ca");
        run("ca", "--next");
        run("server", "chat.example.org");
        try (Program certtool = Program.start(
                directory,
                List.of("certtool", "--verify", "--load-ca-certificate", "ca.crt", "--infile", "server.crt"))) {
            assertThat(certtool.exitCode()).as(certtool.toString()).isZero();
        }
    }

    @Test
    void takesOverWithAllNames() throws Exception {
        String passphrase = write("pass", "geheim");
        run("ca", "--passphrase-file", passphrase);
        run("user", "ada", "--passphrase-file", passphrase);
        run("user", "bob", "--passphrase-file", passphrase);
        run("user", "eve", "--passphrase-file", passphrase);
        run("revoke", "eve", "--passphrase-file", passphrase);
        run("server", "chat.example.org", "--passphrase-file", passphrase);
        X509Certificate first = certificate("ca");
        Identity ada = identity("ada");
        Files.copy(Path.of(path("ada.crt")), Path.of(path("former.crt")));

        run("ca", "--next", "--passphrase-file", passphrase);
        assertThat(said()).contains("ca-old.key", "gencert renew users --dir " + directory, "gencert ca --drop");
        List<X509Certificate> both = PemFiles.readCertificates(Path.of(path("ca.crt")));
        assertThat(both).hasSize(2).endsWith(first);
        assertThat(CertificateName.authority(both.get(0))).isEqualTo(CertificateName.authority(first));
        assertThat(Files.readString(Path.of(path("ca.key")))).contains("ENCRYPTED");
        assertThat(crls()).hasSize(2);
        Trust trust = Trust.of(Anchors.authorities(both), crls());
        assertThat(trust.anchors().authorityKeys()).hasSize(1);
        assertThat(trust.warnings(Instant.now())).isEmpty();
        refused(
                "still has the CA before this one",
                "gencert ca --drop",
                "ca",
                "--next",
                "--passphrase-file",
                passphrase);
        refused(
                "3 certificates are of the former CA only: ada, bob, chat.example.org",
                "renew",
                "ca",
                "--drop",
                "--passphrase-file",
                passphrase);

        run("user", "zoe", "--bundle", "--connect", "chat.example.org:8443", "--passphrase-file", passphrase);
        assertThat(Path.of(path("zoe.zip"))).isNotEmptyFile();
        run("revoke", "zoe", "--passphrase-file", passphrase);
        Files.delete(Path.of(path("bob.key")));
        run("renew", "users", "--passphrase-file", passphrase);
        assertThat(said()).contains("1 renewed", "the key of bob is not here");
        run("show");
        assertThat(said()).contains("former CA CN=", "certificates of the former CA only: bob, chat.example.org");
        run("renew", "bob", "--passphrase-file", passphrase);
        Identity renewed = identity("ada");
        assertThat(name(trust, renewed)).isEqualTo(name(trust, ada));
        run("revoke", path("former.crt"), "--passphrase-file", passphrase);
        assertThat(crls()).hasSize(2);
        run("renew", "server", "--passphrase-file", passphrase);
        assertThat(OpensslCommand.run("verify", "-CAfile", path("ca.crt"), path("server.crt")))
                .contains("OK");

        run("ca", "--drop", "--passphrase-file", passphrase);
        assertThat(PemFiles.readCertificates(Path.of(path("ca.crt")))).containsExactly(both.get(0));
        assertThat(crls()).hasSize(1);
        assertThat(Path.of(path("ca-old.key"))).doesNotExist();
        Trust after = Trust.of(Anchors.authorities(List.of(certificate("ca"))), crls());
        assertThat(name(after, identity("bob")).authority()).isEqualTo(CertificateName.authority(first));
        refused("has no former CA to drop", "gencert ca --next", "ca", "--drop", "--passphrase-file", passphrase);

        run("renew", "ca", "--passphrase-file", passphrase);
        assertThat(CertificateName.authority(certificate("ca"))).isEqualTo(CertificateName.authority(first));
        run("ca", "--next", "--passphrase-file", passphrase);
        assertThat(CertificateName.authority(certificate("ca"))).isEqualTo(CertificateName.authority(first));
    }

    @Test
    void anotherCaWithTheSameNameIsNoSuccessor() {
        run("ca", "--name", "Lab");
        String first = CertificateName.authority(certificate("ca"));
        assertThat(CertificateName.authority(new SelfSigned(Clock.systemUTC(), Duration.ofDays(9))
                        .authority("Lab")
                        .certificate()))
                .isNotEqualTo(first);
        run("ca", "--next", "--name", "Lab");
        assertThat(CertificateName.authority(certificate("ca"))).isEqualTo(first);
    }

    private static CertificateName name(Trust trust, Identity identity) {
        return trust.client(identity.chain()).name().orElseThrow();
    }
}
