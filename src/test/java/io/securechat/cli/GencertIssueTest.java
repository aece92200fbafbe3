package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.gencert.UserName;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gencert ca}, {@code server} and {@code user}. */
class GencertIssueTest extends GencertCommand {
    @ParameterizedTest
    @ValueSource(strings = {"ca", "server", "user", "users", "renew", "revoke", "show", "p12", "csr", "sign"})
    void eachIsListedAndTellsItsOptions(String command) {
        assertThat(Main.run("gencert", "--help")).isZero();
        assertThat(said()).containsPattern("\n  " + command + " +[a-z]");
        assertThat(Main.run("gencert", command, "--help")).isZero();
        assertThat(said()).contains("gencert " + command).contains("--dir=DIR");
        assertThat(errors()).isEmpty();
    }

    @Test
    void aCaForTenYearsWithANameOfItsOwn() throws Exception {
        run("ca");

        X509Certificate first = certificate("ca");
        assertThat(said())
                .contains(CertificateName.fingerprint(first), "the key is not encrypted", "openssl pkcs8 -topk8")
                .contains("gencert user --dir " + directory + " NAME");
        assertThat(CertificateName.subject(first)).matches("CN=securechat CA [0-9a-f]{6}");
        assertThat(Duration.between(
                        first.getNotBefore().toInstant(), first.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(3650));
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(Main.run("gencert", "ca", "--dir", other.toString(), "--name", "Lab, west", "--days", "10"))
                .isZero();
        assertThat(CertificateName.subject(
                        PemFiles.readCertificates(other.resolve("ca.crt")).get(0)))
                .isEqualTo("CN=Lab\\, west");
    }

    @Test
    void aServerForThisMachineAndOtherNames() throws Exception {
        run("ca");
        run("server", "chat.example.org", "--host", "192.0.2.7");

        X509Certificate server = identity("server").certificate();
        assertThat(CertificateName.subject(server)).isEqualTo("CN=chat.example.org");
        assertThat(HostNames.of(server)).contains("localhost", "127.0.0.1", "chat.example.org", "192.0.2.7");
        assertThat(said()).contains("serve --cert " + directory.resolve("server.crt"));
        refused("server.crt, ", "--force", "server");
        run("server", "--force");
        assertThat(CertificateName.subject(identity("server").certificate())).isEqualTo("CN=securechat server");
    }

    @Test
    void aUserIsOneCertificateForAYear() throws Exception {
        run("ca");
        run("user", "ada");

        Identity ada = identity("ada");
        assertThat(ada.chain()).hasSize(1);
        assertThat(CertificateName.claimed(ada.certificate())).contains("ada");
        assertThat(Duration.between(
                        ada.certificate().getNotBefore().toInstant(),
                        ada.certificate().getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(365));
        assertThat(said()).contains("join --cert " + directory.resolve("ada.crt"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ada.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("ada.key"))).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void aNameThatCouldBeMistakenForAnotherIsNotGiven() throws Exception {
        run("ca");
        run("server", "chat.example.org");
        run("user", "jürgen");
        run("user", "Élise");
        run("user", "alice");

        refused("the name JÜRGEN could be mistaken for jürgen", "choose a distinct name", "user", "JÜRGEN");
        refused("the name élise could be mistaken for Élise", "choose a distinct name", "user", "élise", "--force");
        refused("the name AIice could be mistaken for alice", "choose a distinct name", "user", "AIice");
        refused("could be mistaken for alice", "choose a distinct name", "user", "\u0430\u04CF\u0456\u0441\u0435");
        refused("could be mistaken for chat.example.org", "choose a distinct name", "user", "chat.examp1e.org");
        refused("the name NickServ is reserved", "choose another name", "user", "NickServ");
        run("revoke", "alice");
        refused("the name a1ice could be mistaken for alice", "choose a distinct name", "user", "a1ice");
        run("user", "elise");
        run("renew", "jürgen");
    }

    @Test
    void aRequestForANameThatCouldBeMistakenForAnotherIsNotSigned() throws Exception {
        run("ca");
        run("user", "alice");
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(Main.run("gencert", "csr", "a1ice", "--dir", home.toString()))
                .isZero();
        String request = home.resolve("a1ice.csr").toString();

        refused("the name a1ice could be mistaken for alice", "choose a distinct name", "sign", request);
        assertThat(names()).doesNotContain("a1ice.crt");
    }

    /** An older version has issued both names: both stay valid. */
    @Test
    void namesThatCouldBeMistakenAndHaveBeenGivenAreRenewed() throws Exception {
        run("ca");
        run("user", "ina");
        run("user", "bob");
        Path log = directory.resolve("ca.log");
        Files.writeString(log, Files.readString(log).replace(" bob\n", " INA\u0332\n"));

        run("renew", "ina");
        run("renew", "INA\u0332");
    }

    @Test
    void aNameIsGivenOnceHoweverItIsSpelled() throws Exception {
        run("ca");
        run("user", "Ada");

        refused("the name ada has already been issued", "gencert renew --dir " + directory + " ada", "user", "ada");
        refused("the name ADA has already been issued", "renew", "user", "ADA", "--force");
        refused("the name ada has already been issued", " ada --for weechat", "user", "ada", "--for", "weechat");
        refused(
                "the name ada has already been issued",
                " ada --for irssi --connect '[::1]:7000'",
                "user",
                "ada",
                "--for",
                "irssi",
                "--connect",
                "[::1]:7000");
        run("revoke", "aDa");
        refused("the name ada has already been issued", "renew", "user", "ada");
        assertThat(names()).contains("Ada.crt").doesNotContain("ada.crt", "ADA.crt");
        run("renew", "ada");
        assertThat(CertificateName.claimed(identity("Ada").certificate())).contains("Ada");
    }

    @Test
    void filesOfOthersAreKeptUnlessForced() throws Exception {
        run("ca");
        write("ada.key", "mine");

        refused("ada.key already exists", "--force", "user", "ada");
        assertThat(log().entries()).isEmpty();
        assertThat(names()).doesNotContain("ada.crt");
        run("user", "ada", "--force");
        identity("ada");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '"', textBlock = """
            ..        ! %2E..crt
            .ssh      ! %2Essh.crt
            a.b       ! a.b.crt
            a|b       ! a%7Cb.crt
            c\\d      ! c%5Cd.crt
            {e}`f`    ! %7Be%7D%60f%60.crt
            zoë       ! zoë.crt
            """)
    void aFileNeverLeavesItsDirectory(String name, String file) throws Exception {
        assertThat(new UserName(name).file(directory, ".crt")).isEqualTo(directory.resolve(file));
        run("ca");
        run("user", name);
        run("renew", name);
        assertThat(log().entries())
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.name()).isEqualTo(name));
        assertThat(names()).contains(file);
    }

    @Test
    void tellsWhatToTypeInOtherClients() throws Exception {
        run("ca");
        run("user", "ada", "--for", "weechat", "--connect", "chat.example.org:7000");
        assertThat(said())
                .contains("/server add securechat chat.example.org/7000 -tls", "sasl_mechanism external")
                .contains("/set irc.server.securechat.ssl_cert \"" + directory.resolve("ada.pem") + "\"")
                .contains("gnutls_ca_user \"" + directory.resolve("ca.crt") + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ada.pem"))))
                .isEqualTo("rw-------");
        Path pem = directory.resolve("ada.pem");
        assertThat(PemFiles.readIdentity(pem, pem, () -> new char[0]).chain())
                .isEqualTo(identity("ada").chain());

        run("renew", "ada");
        assertThat(PemFiles.readIdentity(pem, pem, () -> new char[0]).chain())
                .isEqualTo(identity("ada").chain());
        for (String client : List.of("irssi", "openssl", "other")) {
            run("renew", "ada", "--for", client, "--connect", "[::1]:7000");
            assertThat(said())
                    .contains("::1", "7000", "ada", directory.resolve("ca.crt").toString());
            assertThat(said()).doesNotContain("{");
        }
    }
}
