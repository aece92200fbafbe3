package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pinned certificates that {@code join} refuses nevertheless, its own and the server's. */
class BadCertificateIT {
    @TempDir
    Path directory;

    @BeforeEach
    void makeGoodOnes() {
        write("server", TestCertificates.selfSigned("srv").forServer().hosts("localhost"));
        write("client", TestCertificates.selfSigned("cli").forClient());
    }

    @Test
    void ofTheClient() throws Exception {
        write("expired", TestCertificates.selfSigned("old").forClient().expired());
        write("early", TestCertificates.selfSigned("new").forClient().notYetValid());
        try (Program server = Program.securechat(
                directory,
                "serve",
                "--port",
                "0",
                "--trust",
                "expired.crt",
                "--trust",
                "early.crt",
                "--trust",
                "server.crt")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            server.await("is ready");
            expect("refuses your certificate because it expired at .*CN=old", "gencert --force", port, "expired");
            expect("refuses your certificate because it is not valid before .*CN=new", "clocks", port, "early");
            expect(
                    "refuses your certificate because it is not meant for clients: CN=srv",
                    "client.crt",
                    port,
                    "server");
        }
    }

    @Test
    void ofTheServer() throws Exception {
        expectOfServer(
                TestCertificates.selfSigned("srv")
                        .forServer()
                        .hosts("localhost")
                        .expired(),
                "certificate CN=srv expired at ",
                "gencert --force");
        expectOfServer(
                TestCertificates.selfSigned("srv")
                        .forServer()
                        .hosts("localhost")
                        .notYetValid(),
                "certificate CN=srv is not valid before ",
                "clocks");
        expectOfServer(
                TestCertificates.selfSigned("srv").forClient().hosts("localhost"),
                "certificate CN=srv is not meant for a server",
                "server.crt");
    }

    /** The server runs in this process, because the jar refuses to serve with such a certificate. */
    private void expectOfServer(TestCertificates certificate, String sentence, String hint) throws Exception {
        Identity identity = certificate.make();
        TestCertificates.write(directory, "bad", identity);
        try (TlsServer server = new TlsServer(identity)) {
            try (Program join = Program.securechat(
                    directory, "join", "--port", server.port(), "--name", "ada", "--trust", "bad.crt")) {
                expect(
                        join,
                        "server localhost:" + server.port() + " is not accepted: " + sentence
                                + ".*SHA-256 [0-9a-f]{64}",
                        hint);
            }
        } finally {
            for (String file : new String[] {"bad.crt", "bad.key"}) {
                Files.delete(directory.resolve(file));
            }
        }
    }

    private void expect(String sentence, String hint, String port, String own) throws Exception {
        try (Program join = Program.securechat(
                directory, "join", "--port", port, "--name", "ada", "--cert", own + ".crt", "--key", own + ".key")) {
            expect(join, sentence, hint);
        }
    }

    private static void expect(Program join, String sentence, String hint) throws Exception {
        join.endInput();
        assertThat(join.exitCode()).as(join.toString()).isEqualTo(1);
        assertThat(join.errors()).as(join.toString()).hasSize(2);
        assertThat(join.errors().get(0)).startsWith("error: ").containsPattern(sentence);
        assertThat(join.errors().get(1)).startsWith("hint: ").contains(hint);
        assertThat(join.output()).isEmpty();
    }

    private void write(String name, TestCertificates certificate) {
        TestCertificates.write(directory, name, certificate.make());
    }
}
