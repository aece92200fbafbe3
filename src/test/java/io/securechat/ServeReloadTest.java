package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.Main;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server whose configuration file changes while it runs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGHUP")
class ServeReloadTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void makeCertificates() {
        file = folder.resolve("serve.conf");
        TestCertificates.write(folder, "ca", LAB);
        TestCertificates.write(folder, "server", TestCertificates.server(LAB));
        TestCertificates.write(folder, "other", TestCertificates.server(LAB));
    }

    @Test
    void aReloadAppliesWhatItCanAndNamesTheRest() throws Exception {
        write("host = 127.0.0.1");
        try (Program server = Program.java(folder, Main.class, "serve", "--config", file.toString())) {
            server.await("INFO +test.server is ready");

            Files.writeString(folder.resolve("motd"), "Welcome.\n");
            write("host = 127.0.0.1", "operator = ada", "motd = motd", "ping = 30", "keep = 7");
            server.signal("HUP");
            server.await("INFO +new operators: ada");
            server.await("INFO +new message of the day, lines: 1");
            server.await("WARN +reloaded, except for what needs a restart: keep = 7 \\(" + file
                    + ", line 10\\); ping = 30 \\(" + file + ", line 9\\)");

            write("host = 127.0.0.1", "motd = motd", "prot = 7000");
            server.signal("HUP");
            server.await("ERROR +reload failed, keeping the previous files: " + file
                    + ", line 8: unknown option 'prot'; did you mean port\\?");
            assertThat(server.toString()).doesNotContain("new operators: none");

            write("host = 127.0.0.1");
            server.signal("HUP");
            server.await("INFO +new operators: none");
            server.await("INFO +reloaded\\b(?!,)");
        }
    }

    @Test
    void aListBesideTheCaIsUsed() throws Exception {
        Files.createDirectory(folder.resolve("work"));
        write("host = 127.0.0.1");
        X509CRL list =
                TestCertificates.crl(LAB, TestCertificates.client(LAB, "ada").certificate());
        Files.writeString(
                folder.resolve("ca.crl"),
                "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(list.getEncoded())
                        + "\n-----END X509 CRL-----\n");
        try (Program server = Program.java(folder.resolve("work"), Main.class, "serve", "--config", file.toString())) {
            server.await("with 1 revoked");
        }
    }

    private void write(String... more) throws IOException {
        Files.write(
                file,
                List.of(
                        "# ours",
                        "name = test.server",
                        "port = 0",
                        "cert = server.crt",
                        "trust-ca = ca.crt",
                        String.join("\n", more)));
    }
}
