package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.GencertCommand;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.Identity;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

/** {@code gencert renew}. */
class GencertRenewTest extends GencertCommand {
    @Test
    void renewsAServerForTheSameHosts() throws Exception {
        run("ca");
        refused("there is no " + directory.resolve("server.crt") + " to renew", "gencert server", "renew", "server");
        run("server", "chat.example.org");
        Identity before = identity("server");
        run("renew", "server", "--days", "9");

        Identity after = identity("server");
        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(HostNames.of(after.certificate())).isEqualTo(HostNames.of(before.certificate()));
        assertThat(after.certificate().getSubjectX500Principal())
                .isEqualTo(before.certificate().getSubjectX500Principal());
        assertThat(log().entries()).hasSize(2);
    }

    @Test
    void renewsTheCaSoThatWhatItHasIssuedStaysValid() throws Exception {
        run("ca", "--days", "30");
        run("user", "ada");
        assertThat(said()).contains("note: the certificate expires together with that of the CA");
        X509Certificate before = certificate("ca");
        run("renew", "ca");

        X509Certificate after = certificate("ca");
        assertThat(after.getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
        identity("ada").certificate().verify(after.getPublicKey());
        assertThat(OpensslCommand.run("verify", "-CAfile", path("ca.crt"), path("ada.crt")))
                .contains("ada.crt: OK");
    }

    @Test
    void renewTellsWhatBecomesOfTheFormerCertificate() throws Exception {
        run("ca");
        run("user", "ada");
        run("p12", "ada", "--passphrase-file", write("pass", "geheim"));
        run("renew", "ada");
        assertThat(said()).contains("the previous certificate stays valid", "gencert p12 --force");
        run("revoke", "ada");
        run("renew", "ada");
        assertThat(said()).contains("ada was revoked, and can connect again");
        assertThat(log().entries()).extracting(e -> e.revoked() != null).containsExactly(true, true, false);
    }
}
