package io.securechat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509CRL;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose files change while clients are connected. */
class ReloadIT {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity ADA = TestCertificates.client(LAB, "ada");

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() {
        TestCertificates.write(directory, "ca", LAB);
        TestCertificates.write(directory, "server", TestCertificates.server(LAB));
        TestCertificates.write(directory, "ada", ADA);
        TestCertificates.write(
                directory,
                "client",
                TestCertificates.selfSigned("guests").forClient().make());
    }

    @Test
    void whatChangesIsPickedUpAndNobodyIsDroppedWhoNeedNotBe() throws Exception {
        replace(directory.resolve("motd.txt"), "Welcome.\n");
        try (Program server = Program.securechat(directory, "serve", "--port", "0", "--motd", "motd.txt")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            server.await("WARN +the server's certificate CN=server expires at .*; java .* gencert renew server");
            server.await("WARN +CA certificate CN=lab expires at .*; java .* gencert renew ca");
            try (Program ada = join(port, "ada", "--cert", "ada.crt", "--key", "ada.key");
                    Program bob = join(port, "bob")) {
                ada.await("connected to localhost");
                bob.await("connected to localhost");
                server.await("WARN +certificate CN=ada expires at .*; java .* gencert renew ada");
                server.await("bob joins #lobby");

                replace("server", TestCertificates.server(LAB));
                server.await("INFO +new server certificate CN=server sha256:[0-9a-f]{64}, valid until ");
                bob.type("is anybody still here?");
                ada.await("bob: is anybody still here\\?");

                Path certificate = directory.resolve("server.crt");
                String good = Files.readString(certificate);
                replace(certificate, "rubbish");
                server.await("ERROR +reload failed, keeping the previous files: server.crt is not a PEM file");
                replace(certificate, good);
                replace(directory.resolve("motd.txt"), "Welcome.\nBe kind.\n");
                server.await("INFO +new message of the day, lines: 2");

                replace(directory.resolve("ca.crl"), pem(TestCertificates.crl(LAB, ADA.certificate())));
                server.await("INFO +new trust: 1 CA, 1 pinned certificate, list of CN=lab with 1 revoked");
                bob.await("ada left the chat.*Certificate revoked");
                assertThat(ada.exitCode()).as(ada.toString()).isEqualTo(1);
                assertThat(ada.errors().get(0)).contains("revoked");
                try (Program again = join(port, "ada", "--cert", "ada.crt", "--key", "ada.key")) {
                    assertThat(again.exitCode()).as(again.toString()).isEqualTo(1);
                }
                server.await("refused: certificate CN=ada has been revoked, valid until .*, sha256:[0-9a-f]{64}; ");

                Files.delete(directory.resolve("ca.crl"));
                server.await("ERROR +reload failed, keeping the previous files: there is no file ca.crl");
                bob.type("quit");
                assertThat(bob.exitCode()).as(bob.toString()).isZero();
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    /** The kernel sends the same signal as {@code kill -HUP}. */
    @Test
    void aServerWhoseTerminalIsClosedEnds() throws Exception {
        ProcessHandle server;
        try (Tmux terminal = new Tmux(directory, 120, 30)) {
            String java = System.getProperty("java.home") + "/bin/java -Djava.io.tmpdir=" + directory;
            terminal.run("echo $$ > pid; exec " + java + " -jar " + Program.jar() + " serve --port 0");
            terminal.await("is ready");
            long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
            server = ProcessHandle.of(pid).orElseThrow();
            new ProcessBuilder("kill", "-HUP", Long.toString(pid)).start().waitFor();
            terminal.await("reloaded");
        }
        try {
            assertThat(server.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            server.destroyForcibly();
        }
    }

    private Program join(String port, String name, String... more) throws Exception {
        return Program.securechat(
                directory,
                Stream.concat(Stream.of("join", "--port", port, "--name", name, "--trust", "ca.crt"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private void replace(String name, Identity identity) throws Exception {
        Path fresh = Files.createDirectory(directory.resolve("fresh"));
        TestCertificates.write(fresh, name, identity);
        for (String file : new String[] {name + ".key", name + ".crt"}) {
            Files.move(fresh.resolve(file), directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void replace(Path file, String text) throws Exception {
        Path fresh = Files.writeString(directory.resolve("fresh.tmp"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(X509CRL crl) throws Exception {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(crl.getEncoded());
        return "-----BEGIN X509 CRL-----\n" + body + "\n-----END X509 CRL-----\n";
    }
}
