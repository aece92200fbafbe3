package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.cli.GencertCommand;
import io.securechat.cli.Main;
import io.securechat.cli.gencert.DevelopmentPair;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

class GencertTest extends GencertCommand {
    private static final List<String> FILES = List.of("server.crt", "server.key", "client.crt", "client.key");

    @Test
    void makesAPairThatCanBeUsed() {
        assertThat(gencert()).isZero();

        X509Certificate server = read("server").certificate();
        assertThat(server.getSerialNumber().bitLength()).isBetween(128, 159);
        assertThat(Duration.between(
                        server.getNotBefore().toInstant(), server.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(825));
        assertThat(Duration.between(server.getNotBefore().toInstant(), Instant.now()))
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(CertificateName.claimed(read("client").certificate())).isEmpty();
    }

    @Test
    void tellsFilesExpiryFingerprintsAndWhatComesNext() {
        gencert();

        for (String file : FILES) {
            assertThat(said()).contains(directory.resolve(file).toString());
        }
        for (String name : List.of("server", "client")) {
            X509Certificate certificate = read(name).certificate();
            assertThat(said())
                    .contains(CertificateName.fingerprint(certificate))
                    .contains("valid until "
                            + certificate.getNotAfter().toInstant().toString().substring(0, 10));
        }
        assertThat(said())
                .contains(" serve --cert " + directory.resolve("server.crt"))
                .contains(" join --cert " + directory.resolve("client.crt"));
    }

    @Test
    void opensslAgrees() throws Exception {
        gencert("--host", "chat.example.org", "--host", "192.0.2.7", "--host", "bücher.example");

        assertThat(text("server"))
                .contains("ecdsa-with-SHA256", "prime256v1", "CA:FALSE", "Digital Signature")
                .contains("TLS Web Server Authentication", "Subject Key Identifier", "Authority Key Identifier")
                .contains("DNS:localhost", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1")
                .contains("DNS:chat.example.org", "IP Address:192.0.2.7", "DNS:xn--bcher-kva.example")
                .doesNotContain("TLS Web Client Authentication", "Certificate Sign");
        assertThat(text("client"))
                .contains("CA:FALSE", "TLS Web Client Authentication")
                .doesNotContain("TLS Web Server Authentication", "Subject Alternative Name");
        assertThat(verify("server", "sslserver")).contains("server.crt: OK");
        assertThat(verify("client", "sslclient")).contains("client.crt: OK");
        assertThat(OpensslCommand.run("pkey", "-in", path("server.key"), "-check", "-noout"))
                .contains("Key is valid");
    }

    @Test
    void keysAreForTheirOwnerOnly() throws Exception {
        gencert();

        for (String key : List.of("server.key", "client.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(key))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(directory.resolve(key))).startsWith("-----BEGIN PRIVATE KEY-----\n");
        }
    }

    @Test
    void overwritesNoneOfTheFourUnlessForced() throws Exception {
        for (String file : FILES) {
            Files.writeString(directory.resolve(file), "mine");
            assertThatThrownBy(this::gencertOrThrow)
                    .isInstanceOf(Problem.class)
                    .hasMessage(directory.resolve(file) + " already exists");
            try (var files = Files.list(directory)) {
                assertThat(files).containsExactly(directory.resolve(file));
            }
            Files.delete(directory.resolve(file));
        }
        gencert();
        Identity before = read("server");
        assertThat(gencert("--force")).isZero();
        assertThat(read("server")).isNotEqualTo(before);
        read("client");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void refusesWrongOptions() {
        assertThat(gencert("--days", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(gencert("--days", "3651")).isEqualTo(ExitCode.USAGE);
        for (String host :
                List.of("", "https://chat", "chat:8443", "a b", "256.1.1.1", "-x", "a..b", "[::1]", "10.0.0.0/8")) {
            assertThat(gencert("--host", host)).as(host).isEqualTo(ExitCode.USAGE);
        }
        assertThat(directory).isEmptyDirectory();
        assertThat(gencert("--days", "3650", "--host", "fe80::1", "--host", "Chat.Example.org"))
                .isZero();
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        Path missing = directory.resolve("x");
        CommandLine line = new CommandLine(new Gencert());
        assertThat(line.parseArgs("--dir", missing.toString()).errors()).isEmpty();
        Gencert gencert = line.getCommand();
        assertThatThrownBy(gencert::call).isInstanceOf(Problem.class).hasMessage("there is no directory " + missing);
    }

    @Test
    void serveMakesThePairOnlyWhenNoneOfItIsThere() throws Exception {
        assertThat(DevelopmentPair.makeIfMissing(directory)).isTrue();
        Identity server = read("server");
        assertThat(DevelopmentPair.makeIfMissing(directory)).isFalse();
        assertThat(read("server")).isEqualTo(server);

        Files.delete(directory.resolve("client.key"));
        assertThatThrownBy(() -> DevelopmentPair.makeIfMissing(directory))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.hint()).contains("gencert --force"))
                .hasMessageContaining(directory.resolve("client.key") + " is missing");
        assertThat(directory.resolve("client.key")).doesNotExist();
    }

    private int gencert(String... options) {
        return Main.run(arguments(options));
    }

    private void gencertOrThrow() throws Exception {
        CommandLine line = new CommandLine(new Gencert());
        assertThat(line.parseArgs("--dir", directory.toString()).errors()).isEmpty();
        Gencert gencert = line.getCommand();
        gencert.call();
    }

    private Identity read(String name) {
        return identity(name);
    }

    private String text(String name) throws Exception {
        return OpensslCommand.run("x509", "-in", path(name + ".crt"), "-noout", "-text");
    }

    private String verify(String name, String purpose) throws Exception {
        String file = path(name + ".crt");
        return OpensslCommand.run("verify", "-x509_strict", "-purpose", purpose, "-CAfile", file, file);
    }
}
