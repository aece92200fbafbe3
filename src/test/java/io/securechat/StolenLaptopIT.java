package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill for a stolen laptop, and for a person who leaves, without the CA's key. */
@Timeout(180)
class StolenLaptopIT {
    private final Identity ca = TestCertificates.ca("lab");

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() {
        TestCertificates.write(directory, "ca", ca);
        TestCertificates.write(directory, "server", TestCertificates.server(ca));
        TestCertificates.write(directory, "ada", TestCertificates.client(ca, "ada"));
    }

    @Test
    void blockedAtOnceAndAfterARestartAndErasedAndLifted() throws Exception {
        try (Program server = serve();
                Program laptop = join(server)) {
            laptop.type("my secret");
            laptop.await("ada✓: my secret");
            runs("^blocked account ada: stolen laptop$", "block", "ada", "--reason", "stolen laptop");
            assertThat(laptop.exitCode()).as(laptop.toString()).isEqualTo(1);
            assertThat(laptop.errors()).contains("error: You are blocked on this server: stolen laptop");
            try (Program refused = run("erase", "ada", "--yes")) {
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.errors().get(0)).contains("is in use by another server");
            }
            server.terminate();
            assertThat(server.exitCode()).as(server.toString()).isZero();
        }
        runs("^erased 1 message of ada ", "erase", "ada", "--yes");
        try (Program server = serve()) {
            try (Program laptop = join(server)) {
                assertThat(laptop.exitCode()).as(laptop.toString()).isEqualTo(1);
                assertThat(laptop.errors()).contains("error: You are blocked on this server: stolen laptop");
            }
            runs("Z  account ada: stolen laptop$", "block", "--list");
            runs("^no longer blocked: account ada$", "block", "ada", "--lift");
            runs("^no account adda has connected so far; check the name$", "block", "adda");
            runs("^no longer blocked: account adda$", "block", "adda", "--lift");
            server.await("no longer blocked: account ada");
            try (Program laptop = join(server)) {
                laptop.type("new laptop");
                laptop.await("ada✓: new laptop");
                assertThat(laptop.output().toString()).doesNotContain("my secret");
            }
        }
    }

    private Program serve() throws IOException {
        return Program.securechat(directory, "serve", "--port", "0", "--trust-ca", "ca.crt");
    }

    private Program join(Program server) throws Exception {
        String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        return Program.securechat(directory, "join", "--port", port, "--trust", "ca.crt", "--cert", "ada.crt");
    }

    private Program run(String... command) throws IOException {
        String[] all = new String[command.length + 1];
        all[0] = "serve";
        System.arraycopy(command, 0, all, 1, command.length);
        return Program.securechat(directory, all);
    }

    private void runs(String line, String... command) throws Exception {
        try (Program program = run(command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            program.await(line);
        }
    }
}
