package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code join --check} of connections that work, and of some that fail. */
@Timeout(120)
class CheckIT {
    private static final Duration LONG = Duration.ofDays(90);

    @TempDir
    Path directory;

    private final Identity ca = TestCertificates.selfSigned("lab")
            .authority()
            .valid(begin(), begin().plus(LONG))
            .make();
    private Program server;
    private String port;

    @BeforeEach
    void serve() throws Exception {
        TestCertificates.write(directory, "ca", ca);
        write("server", TestCertificates.issuedBy(ca, "srv").forServer().hosts("localhost"), LONG);
        write("alice", TestCertificates.issuedBy(ca, "alice").forClient(), LONG);
        server = Program.securechat(directory, "serve", "--port", "0", "--trust", "ca.crt");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aGoodConnectionIsWellInEachStep() throws Exception {
        try (Program check = check(0, "localhost", "--cert", "alice.crt", "--trust", "ca.crt")) {
            assertThat(String.join("\n", check.output())).matches("""
                    ok    certificate    alice\\.crt: CN=alice, issued by CN=lab, valid until [-0-9]+ \\(8\\d days\\)
                    ok    key            alice\\.key belongs to it
                    ok    trust          ca\\.crt: CN=lab, self-signed, valid until [-0-9]+ \\(8\\d days\\)
                    ok    host           localhost is 127\\.0\\.0\\.1.*
                    (?:-     connection     .*
                    )*ok    connection     127\\.0\\.0\\.1:\\d+ answers
                    (?:-     connection     .*
                    )*ok    TLS            TLSv1\\.3, TLS_AES_128_GCM_SHA256, X25519MLKEM768
                    ok    server         CN=srv, issued by CN=lab, valid until [-0-9]+ \\(8\\d days\\)
                    ok    server         for localhost; SHA-256 [0-9a-f]{64}
                    ok    accepted       the server accepts your certificate, SHA-256 [0-9a-f]{64}
                    ok    name           you are alice, account alice""");
        }
        server.await("alice at .* disconnected before registering: ");
        assertThat(server.output()).noneMatch(line -> line.contains("refused") || line.contains("joins"));
    }

    @Test
    void whatIsNotForLongIsAWarning() throws Exception {
        write("soon", TestCertificates.issuedBy(ca, "soon").forClient(), Duration.ofDays(3));
        try (Program check = check(0, "localhost", "--cert", "soon.crt", "--no-verify-host")) {
            check.await("^warn  certificate    soon\\.crt: CN=soon ends at .* \\(2 days\\)");
            check.await("^ {21}hint: .*gencert renew soon");
            check.await("^warn  host .*may be for another host than localhost");
            check.await("^ok    name           you are soon");
        }
    }

    @Test
    void filesAreLookedAtFirst() throws Exception {
        try (Program check = check(1, "localhost", "--cert", "nobody.crt")) {
            assertThat(check.output().get(0)).isEqualTo("FAIL  certificate    there is no file nobody.crt");
            assertThat(check.output()).hasSize(2);
        }
        try (Program check = check(1, "localhost", "--cert", "alice.crt", "--key", "server.key")) {
            check.await("^FAIL  key            the key server.key does not belong to the certificate alice.crt");
        }
        try (Program check = check(1, "localhost", "--cert", "alice.crt", "--trust", "nobody.crt")) {
            check.await("^FAIL  trust          there is no file nobody.crt");
            assertThat(check.output()).hasSize(4);
        }
    }

    @Test
    void theNetworkIsNext() throws Exception {
        try (Program check = check(1, "no.such.host.invalid", "--cert", "alice.crt")) {
            check.await("^FAIL  host           unknown host 'no.such.host.invalid'");
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(silent.getLocalPort());
            try (Program check = check(1, "127.0.0.1", "--cert", "alice.crt")) {
                check.await("^ok    connection     127\\.0\\.0\\.1:" + port + " answers");
                check.await("^FAIL  TLS            no answer within 5 s");
            }
        }
        try (Program check = check(1, "127.0.0.1", "--cert", "alice.crt")) {
            check.await("^FAIL  connection     nothing listens on 127\\.0\\.0\\.1:" + port);
        }
    }

    @Test
    void thenTheServer() throws Exception {
        try (Program check = check(1, "127.0.0.1", "--cert", "alice.crt")) {
            check.await("^FAIL  server .*certificate is for localhost.*, not for 127\\.0\\.0\\.1");
        }
        TestCertificates.write(directory, "others", TestCertificates.ca("others"));
        try (Program check = check(1, "localhost", "--cert", "alice.crt", "--trust-ca", "others.crt")) {
            check.await("^FAIL  server .*is not accepted: .*CN=srv");
            check.await("^ {21}hint: .*--trust");
        }
    }

    @Test
    void thenWhatTheServerSays() throws Exception {
        write("old", TestCertificates.issuedBy(ca, "old").forClient(), Duration.ofHours(1));
        try (Program check = check(1, "localhost", "--cert", "old.crt")) {
            check.await("^FAIL  certificate    old\\.crt: CN=old expired at ");
            check.await("^ {21}hint: .*gencert renew old");
            check.await("^FAIL  accepted       the server refuses your certificate because it expired at .*CN=old");
        }
        write("stranger", TestCertificates.selfSigned("stranger").forClient(), LONG);
        try (Program check = check(1, "localhost", "--cert", "stranger.crt")) {
            check.await("^FAIL  accepted       the server does not trust your certificate: CN=stranger, .*SHA-256");
        }
    }

    private Program check(int exitCode, String host, String... more) throws Exception {
        String[] arguments = {"join", host, "--check", "--port", port};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Program check = Program.securechat(directory, all);
        assertThat(check.exitCode()).as(check.toString()).isEqualTo(exitCode);
        assertThat(check.errors()).isEmpty();
        return check;
    }

    /** Returns a validity that began two hours ago. */
    private void write(String name, TestCertificates certificate, Duration validity) throws IOException {
        TestCertificates.write(
                directory,
                name,
                certificate.valid(begin(), begin().plus(validity)).make());
    }

    private static Instant begin() {
        return Instant.now().minus(Duration.ofHours(2));
    }
}
