package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.cli.GencertCommand;
import io.securechat.tls.Handshake;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.trust.Trust;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code gencert revoke} and {@code show}. */
class GencertRevokeTest extends GencertCommand {
    @Test
    void whoIsRevokedIsRefusedInTheHandshake() throws Exception {
        run("ca");
        run("server");
        run("user", "ada");
        run("user", "bob");
        run("revoke", "ada");
        assertThat(said()).contains("revoked user ada, serial ", "ca.crl  valid until ");

        Trust clients = TestTrust.of(List.of(certificate("ca")), crls());
        try (Handshake server = new Handshake(TlsContexts.forServer(identity("server"), clients, false))) {
            assertThat(connect(server, "bob").failure()).isNull();
            assertThat(connect(server, "ada").failure()).hasMessageContaining("REVOKED");
            run("renew", "ada");
            assertThat(connect(server, "ada").failure()).isNull();
        }
        assertThat(OpensslCommand.run(
                        "verify",
                        "-x509_strict",
                        "-crl_check",
                        "-CRLfile",
                        path("ca.crl"),
                        "-CAfile",
                        path("ca.crt"),
                        path("bob.crt")))
                .contains("bob.crt: OK");
    }

    @Test
    void anOlderListDoesNotTakeRevocationsBack() throws Exception {
        run("ca");
        run("user", "ada");
        Trust none = TestTrust.of(List.of(certificate("ca")), List.of());
        run("renew", "crl");
        Trust older = TestTrust.of(List.of(certificate("ca")), crls());
        run("revoke", "ada");
        Trust newer = TestTrust.of(List.of(certificate("ca")), crls());

        newer.succeeding(none);
        newer.succeeding(older);
        newer.succeeding(newer);
        assertThatThrownBy(() -> older.succeeding(newer))
                .isInstanceOf(Problem.class)
                .hasMessageMatching("the revocation list \\d+ of CN=.* is older than list \\d+, which is in force");
    }

    @Test
    void revokesFilesAndServersAndSaysWhenThereIsNothingToRevoke() throws Exception {
        run("ca");
        run("user", "ada");
        run("user", "bob");
        run("server");
        Files.copy(directory.resolve("ada.crt"), directory.resolve("old.pem"));
        run("renew", "ada");

        run("revoke", path("old.pem"), "server");
        assertThat(log().select(e -> e.revoked() != null))
                .extracting(IssueLog.Entry::name)
                .containsExactly("ada", "securechat server");
        assertThat(crls().get(0).isRevoked(identity("ada").certificate())).isFalse();
        byte[] before = Files.readAllBytes(directory.resolve("ca.crl"));
        refused("'" + path("old.pem") + "' has no certificate to revoke", "show", "revoke", path("old.pem"));
        refused("the last certificate was revoked at 2", "gencert show", "revoke", "bob", "server");
        refused("the CA has issued no certificate to 'eve'", "gencert show", "revoke", "bob", "eve");
        TestCertificates.write(
                directory, "eve", TestCertificates.selfSigned("eve").make());
        refused("was not issued by the CA", "--dir DIR", "revoke", path("eve.crt"));
        assertThat(Files.readAllBytes(directory.resolve("ca.crl"))).isEqualTo(before);
        run("revoke", "ada", "bob");
        run("renew", "crl", "--days", "3");
        assertThat(crls().get(0).getRevokedCertificates()).hasSize(4);
        run("renew", "server");
        assertThat(said()).contains(" --crl " + path("ca.crl"));
    }

    @Test
    void revokesAllCertificatesOfAFileButNotTheAuthority() throws Exception {
        run("ca");
        run("user", "ada");
        run("user", "bob");
        String both = Files.readString(directory.resolve("ada.crt")) + Files.readString(directory.resolve("bob.crt"));
        String ca = Files.readString(directory.resolve("ca.crt"));

        refused("contains the CA's own certificate", "gencert ca --dir DIR", "revoke", path("ca.crt"));
        run("revoke", write("both.pem", both + ca));

        assertThat(log().select(entry -> entry.revoked() != null)).hasSize(2);
        assertThat(crls().get(0).isRevoked(certificate("ca"))).isFalse();
    }

    @Test
    void ofAFileItRevokesWhatIsNotRevokedYet() throws Exception {
        run("ca");
        run("user", "ada");
        run("user", "bob");
        String both = Files.readString(directory.resolve("ada.crt")) + Files.readString(directory.resolve("bob.crt"));
        run("revoke", "ada");
        run("revoke", write("both.pem", both));

        assertThat(crls().get(0).isRevoked(certificate("bob"))).isTrue();
        refused("has no certificate to revoke", "gencert show", "revoke", path("both.pem"));
    }

    @Test
    void revokesWhatTheLogDoesNotKnow() throws Exception {
        run("ca");
        run("user", "ada");
        write("ca.log", "");

        run("revoke", path("ada.crt"));

        assertThat(crls().get(0).isRevoked(identity("ada").certificate())).isTrue();
        assertThat(log().entries())
                .singleElement()
                .satisfies(e -> assertThat(e.name()).isEqualTo("ada"));
    }

    @Test
    void listsWhatWasIssued() throws Exception {
        run("ca", "--name", "lab");
        run("show");
        assertThat(said()).contains("CA CN=lab, valid until 2", "No certificates issued yet.");
        run("server");
        run("user", "ada", "--days", "14");
        run("user", "bob");
        run("revoke", "bob");
        run("show");

        assertThat(said())
                .containsPattern("server +securechat server +[0-9a-f]{40} +\\S+ +valid")
                .containsPattern("user +ada +[0-9a-f]{40} +\\S+ +expires in 13 days")
                .containsPattern("user +bob +[0-9a-f]{40} +\\S+ +revoked at 2");
    }

    @Test
    void tellsWhatFilesSay() throws Exception {
        run("ca", "--name", "lab");
        run("user", "ada");
        run("revoke", "ada");
        run("show", path("ada.crt"), path("ca.crl"), path("ada.key"));

        assertThat(said())
                .contains("subject     CN=ada", "issued by   CN=lab", "364 days left", "revoked     at 2")
                .contains("revocation list", "private key, not shown")
                .doesNotContain("PRIVATE KEY");
        write("text", "hello");
        refused("is not a PEM file", "", "show", path("text"));
        refused("there is no file", "", "show", path("none.crt"));
    }
}
