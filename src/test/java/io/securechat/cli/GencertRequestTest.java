package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.OpensslCommand;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** {@code gencert csr}, {@code sign} and {@code p12}. */
class GencertRequestTest extends GencertCommand {
    @Test
    void aRequestIsSignedAndRenewed() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(Main.run("gencert", "csr", "ada", "--dir", home.toString())).isZero();
        String request = home.resolve("ada.csr").toString();
        run("ca");
        refused("the CA has never issued the name ada", "gencert sign", "sign", "--renew", request);
        run("sign", request);

        Path key = home.resolve("ada.key");
        Identity ada = PemFiles.readIdentity(directory.resolve("ada.crt"), key, () -> new char[0]);
        refused("the name ada has already been issued", "--renew " + request, "sign", request);
        run("sign", "--renew", request);
        assertThat(PemFiles.readIdentity(directory.resolve("ada.crt"), key, () -> new char[0])
                        .chain())
                .isNotEqualTo(ada.chain());
        assertThat(log().entries()).hasSize(2);
        assertThat(names()).doesNotContain("ada.key");
        assertThat(Main.run("gencert", "csr", "ada", "--dir", home.toString())).isEqualTo(ExitCode.SOFTWARE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/CN=ada lovelace", "/CN=server", "/CN=1ada", "/CN=ada\u202e"})
    void aRequestForANameThatIsNone(String subject) throws Exception {
        run("ca");
        String said = OpensslCommand.run(
                "req",
                "-new",
                "-nodes",
                "-utf8",
                "-newkey",
                "rsa:2048",
                "-subj",
                subject,
                "-keyout",
                path("x.key"),
                "-out",
                path("x.csr"));
        assertThat(directory.resolve("x.csr")).as(said).exists();

        refused("name", "name", "sign", path("x.csr"));
        assertThat(log().entries()).isEmpty();
    }

    @Test
    void packsForATelephone() throws Exception {
        run("ca");
        refused("there is no file " + path("ada.crt"), "gencert", "p12", "ada");
        run("user", "ada");
        refused("there is no passphrase for " + path("ada.p12"), "--passphrase-file", "p12", "ada");
        String empty = write("empty", "\n");
        refused("there is no passphrase in '" + empty, "first line", "p12", "ada", "--passphrase-file", empty);
        assertThat(names()).doesNotContain("ada.p12");
        String pass = write("pass", "geheim\n");
        run("p12", "ada", "--passphrase-file", pass);

        assertThat(OpensslCommand.run("pkcs12", "-in", path("ada.p12"), "-nodes", "-passin", "pass:geheim"))
                .contains("CN = ada", "PRIVATE KEY", "CN = securechat CA");
        refused("ada.p12 already exists", "--force", "p12", "ada", "--passphrase-file", pass);
        run("p12", "ada", "--passphrase-file", pass, "--force");
    }
}
