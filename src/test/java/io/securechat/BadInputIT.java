package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's response to bad input: one sentence with the value, a hint, the right exit code, never a stack trace. */
class BadInputIT {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() throws Exception {
        try (Program gencert = Program.securechat(directory, "gencert")) {
            assertThat(gencert.exitCode()).as(gencert.toString()).isZero();
        }
    }

    @Test
    void usage() throws Exception {
        expect(USAGE, "there is no command 'frobnicate'", "--help", "frobnicate");
        expect(USAGE, "--prot", "serve --help", "serve", "--prot", "1");
        expect(USAGE, "invalid value for --port: '70000'", "1 to 65535", "serve", "--port", "70000");
        expect(USAGE, "invalid value for --port: 'abc'", "1 to 65535", "serve", "--port", "abc");
        expect(USAGE, "invalid value for --sendq: '1'", "65536", "serve", "--sendq", "1");
        expect(USAGE, "invalid value for --lobby: 'a b'", "#lobby", "serve", "--lobby", "a b");
        expect(
                USAGE,
                "invalid value for --name: 'ada lovelace'",
                "a name has 1 to 32",
                "join",
                "--name",
                "ada lovelace");
        expect(USAGE, "invalid value for --name: '" + "a".repeat(33), "1 to 32", "join", "--name", "a".repeat(33));
        expect(USAGE, "invalid value for --days: '0'", "1 to 3650", "gencert", "--days", "0");
        expect(USAGE, "'not a host'", "", "gencert", "--host", "not a host");
        expect(USAGE, "there is no command 'gencert frobnicate'", "gencert --help", "gencert", "frobnicate");
        expect(USAGE, "invalid name: '../ada'", "a name has 1 to 32", "gencert", "user", "../ada");
        expect(USAGE, "invalid value for --for: 'mirc'", "weechat, irssi", "gencert", "user", "ada", "--for", "mirc");
    }

    @Test
    void aTemporaryFolderThatCannotBeUsed() throws Exception {
        for (String property : List.of("java.io.tmpdir", "org.sqlite.tmpdir")) {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-D" + property + "=" + directory.resolve("server.crt/none"),
                    "-jar",
                    Program.jar(),
                    "serve",
                    "--port",
                    "0");
            try (Program serve = Program.start(directory, command)) {
                assertThat(serve.exitCode()).as(serve.toString()).isEqualTo(FAILURE);
                assertThat(serve.errors()).hasSize(2);
                assertThat(serve.errors().get(0)).startsWith("error: cannot load SQLite from a file in ");
                assertThat(serve.errors().get(1)).startsWith("hint: ").contains("-Dorg.sqlite.tmpdir=DIR");
                assertThat(serve.output()).noneMatch(line -> line.contains("Exception"));
            }
        }
    }

    @Test
    void files() throws Exception {
        expect(FAILURE, "already exist", "--force", "gencert");
        expect(FAILURE, "there is no directory nowhere", "mkdir", "gencert", "--dir", "nowhere");
        expect(FAILURE, "no.crt", "gencert", "serve", "--cert", "no.crt");
        expect(FAILURE, "no.key", "gencert", "join", "--key", "no.key");
        expect(FAILURE, "does not belong to the certificate", "gencert", "serve", "--key", "client.key");
        Files.writeString(directory.resolve("text"), "hello\n");
        expect(FAILURE, "text is not a PEM file", "", "join", "--trust", "text");
        expect(FAILURE, "no private key", "--key", "serve", "--key", "server.crt");
        Files.setPosixFilePermissions(directory.resolve("client.key"), PosixFilePermissions.fromString("rw-r--r--"));
        expect(FAILURE, "client.key is open to other users", "chmod 600 client.key", "join");
        expect(USAGE, "there is no journal 'papyrus:'", "memory:", "serve", "--journal", "papyrus:");
        expect(FAILURE, "there is no folder", "mkdir", "serve", "--journal", "sqlite:none/chat.db");
        expect(FAILURE, "is not a journal", "--journal", "serve", "--journal", "sqlite:server.crt");
        expect(FAILURE, "neither fewer nor longer", "sqlite:FILE", "serve", "--journal", "memory:", "--keep", "1");
        expect(FAILURE, "there is no file 'no.motd'", "", "serve", "--motd", "no.motd");
        Files.delete(directory.resolve("client.crt"));
        expect(FAILURE, "neither client.crt nor ca.crt", "gencert", "serve");
    }

    @Test
    void authority() throws Exception {
        expect(FAILURE, "there is no CA here: ca.crt is missing", "gencert ca", "gencert", "user", "ada");
        make(
                "ca",
                "--passphrase-file",
                Files.writeString(directory.resolve("pass"), "right\n").toString());
        expect(FAILURE, "ca.crt already exists", "--dir DIR", "gencert", "ca");
        expect(FAILURE, "'ca.key' is encrypted", "--passphrase-file", "gencert", "user", "ada");
        Files.writeString(directory.resolve("wrong"), "wrong\n");
        expect(FAILURE, "ca.key is wrong", "", "gencert", "user", "ada", "--passphrase-file", "wrong");
        make("user", "ada", "--passphrase-file", "pass");
        expect(FAILURE, "the name ADA has already been issued", "gencert renew ADA", "gencert", "user", "ADA");
        expect(FAILURE, "has never issued the name bob", "gencert user bob", "gencert", "renew", "bob");
        expect(FAILURE, "no certificate to 'bob'", "gencert show", "gencert", "revoke", "bob");
        expect(FAILURE, "there is no passphrase for ada.p12", "--passphrase-file", "gencert", "p12", "ada");
        expect(FAILURE, "contains no signing request", ".csr", "gencert", "sign", "ada.crt");
        expect(FAILURE, "wrong is not a PEM file", "", "gencert", "show", "wrong");
        Files.writeString(directory.resolve("ca.log"), "user\n");
        expect(FAILURE, "ca.log is damaged in line 1", "correct the line", "gencert", "show");
    }

    private void make(String... arguments) throws Exception {
        String[] command =
                Stream.concat(Stream.of("gencert"), Stream.of(arguments)).toArray(String[]::new);
        try (Program gencert = Program.securechat(directory, command)) {
            assertThat(gencert.exitCode()).as(gencert.toString()).isZero();
        }
    }

    @Test
    void encryptedKeys() throws Exception {
        Program.require("openssl");
        try (Program openssl = Program.start(
                directory,
                List.of(
                        "openssl",
                        "pkcs8",
                        "-topk8",
                        "-in",
                        "server.key",
                        "-out",
                        "enc.key",
                        "-passout",
                        "pass:right"))) {
            assertThat(openssl.exitCode()).as(openssl.toString()).isZero();
        }
        Files.setPosixFilePermissions(directory.resolve("enc.key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("pass"), "wrong\n");
        expect(FAILURE, "enc.key", "--passphrase-file", "serve", "--key", "enc.key");
        expect(FAILURE, "enc.key", "", "serve", "--key", "enc.key", "--passphrase-file", "pass");
        Files.writeString(directory.resolve("pass"), "right\n");
        try (Program server = Program.securechat(
                directory, "serve", "--port", "0", "--key", "enc.key", "--passphrase-file", "pass")) {
            server.await("is ready");
        }
    }

    @Test
    void journals() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--port", "0")) {
            server.await("is ready");
            expect(FAILURE, "securechat.db is in use by another server", "--journal", "serve", "--port", "0");
            expect(FAILURE, "securechat.db is in use by another server", "stop", "serve", "reindex");
            expect(FAILURE, "securechat.db is in use", "--journal", "serve", "--journal", "sqlite:./securechat.db");
        }
        expect(USAGE, "there is no journal 'papyrus:scroll'", "sqlite:", "serve", "--journal", "papyrus:scroll");
        expect(FAILURE, "server.crt is not a journal", "--journal", "serve", "--journal", "sqlite:server.crt");
        expect(FAILURE, "server.crt", "another", "serve", "backup", "server.crt");
        expect(FAILURE, "there are no messages in #tea", "#", "serve", "export", "--room", "#tea");
        expect(USAGE, "there is no command 'serve frobnicate'", "serve --help", "serve", "frobnicate");
    }

    @Test
    void addresses() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            expect(FAILURE, "localhost:" + port + ": the port is in use", "--port", "serve", "--port", port);
            answerOnce(taken, "220 mail.example.org ESMTP\r\n");
            expect(FAILURE, "localhost:" + port, "", "join", "--name", "ada", "--port", port);
        }
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String port = String.valueOf(free);
        expect(FAILURE, "nothing listens on localhost:" + port, "serve", "join", "--name", "ada", "--port", port);
        expect(FAILURE, "unknown host 'no.such.host.invalid'", "", "join", "no.such.host.invalid", "--name", "ada");
        expect(FAILURE, "'no.such.host.invalid'", "--host", "serve", "--host", "no.such.host.invalid");
    }

    @Test
    void peers() throws Exception {
        Identity ca = TestCertificates.ca("Test CA");
        TestCertificates.write(directory, "ca", ca);
        TestCertificates.write(
                directory,
                "expired",
                TestCertificates.issuedBy(ca, "old").forClient().expired().make());
        TestCertificates.write(
                directory,
                "early",
                TestCertificates.issuedBy(ca, "new").forClient().notYetValid().make());
        TestCertificates.write(
                directory,
                "wrong",
                TestCertificates.issuedBy(ca, "srv").forServer().make());
        TestCertificates.write(
                directory,
                "stranger",
                TestCertificates.selfSigned("eve").forClient().make());
        TestCertificates.write(
                directory,
                "other",
                TestCertificates.selfSigned("other")
                        .forServer()
                        .hosts("other.example.org")
                        .make());
        try (Program server =
                Program.securechat(directory, "serve", "--port", "0", "--trust", "client.crt", "--trust", "ca.crt")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            expect(FAILURE, "expired", "", joinAs("expired", port));
            expect(FAILURE, "not valid before", "", joinAs("early", port));
            expect(FAILURE, "refuse", "", joinAs("wrong", port));
            expect(FAILURE, "the server does not trust your certificate: CN=eve", "", joinAs("stranger", port));
            expect(FAILURE, "not trusted", "--trust", "join", "--name", "a", "--port", port, "--trust", "other.crt");
            server.await("refused: .*expired");
            server.await("refused: .*not valid before");
            server.await("refused: .*not meant for");
            server.await("refused: .*not trusted");
            try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada")) {
                ada.await("connected");
                expect(
                        FAILURE,
                        "the name Ada is not available: Nickname is already in use",
                        "--name",
                        "join",
                        "--name",
                        "Ada",
                        "--port",
                        port);
            }
        }
        try (Program server =
                Program.securechat(directory, "serve", "--port", "0", "--cert", "other.crt", "--key", "other.key")) {
            String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
            expect(
                    FAILURE,
                    "is for other.example.org",
                    "--no-verify-host",
                    "join",
                    "--name",
                    "a",
                    "--port",
                    port,
                    "--trust",
                    "other.crt");
        }
    }

    @Test
    void aServerThatEveryClientWouldRefuseDoesNotStart() throws Exception {
        TestCertificates.write(
                directory,
                "old",
                TestCertificates.selfSigned("srv").forServer().expired().make());
        TestCertificates.write(
                directory,
                "early",
                TestCertificates.selfSigned("srv").forServer().notYetValid().make());
        expect(FAILURE, "CN=srv expired at", "gencert", "serve", "--cert", "old.crt", "--key", "old.key");
        expect(FAILURE, "CN=srv is not valid before", "gencert", "serve", "--cert", "early.crt", "--key", "early.key");
        expect(FAILURE, "is not meant for a server", "--cert", "serve", "--cert", "client.crt", "--key", "client.key");
    }

    private static String[] joinAs(String name, String port) {
        return new String[] {
            "join",
            "--name",
            "ada",
            "--port",
            port,
            "--cert",
            name + ".crt",
            "--key",
            name + ".key",
            "--trust",
            "server.crt"
        };
    }

    private static void answerOnce(ServerSocket socket, String greeting) {
        Thread thread = new Thread(() -> {
            try (Socket accepted = socket.accept()) {
                accepted.getOutputStream().write(greeting.getBytes(UTF_8));
                accepted.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client has disconnected.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void expect(int exitCode, String sentence, String hint, String... arguments) throws Exception {
        try (Program program = Program.securechat(directory, arguments)) {
            program.endInput();
            assertThat(program.exitCode()).as(program.toString()).isEqualTo(exitCode);
            assertThat(program.errors()).as(program.toString()).hasSize(2);
            assertThat(program.errors().get(0)).startsWith("error: ").contains(sentence);
            assertThat(program.errors().get(1))
                    .startsWith("hint: ")
                    .contains(hint)
                    .hasSizeGreaterThan(10);
            assertThat(program.toString()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }
}
