package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeConfigTest {
    private static final Identity LAB = TestCertificates.ca("lab");

    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("serve.conf");
    }

    @Test
    void eachValueIsPrintedWithItsOrigin() throws IOException {
        write("# ours", "operator = ada, bob", "motd = motd.txt", "tls12 = true", "ping = 30", "sendq = 70000");

        assertThat(run(Map.of("SECURECHAT_SERVE_SENDQ", "80000"), "--ping", "40"))
                .as(errors())
                .isZero();
        assertThat(printed.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .contains(
                        "operator = ada, bob  " + file + ", line 2",
                        "motd = " + folder.resolve("motd.txt") + "  " + file + ", line 3",
                        "tls12 = true  " + file + ", line 4",
                        "ping = 40  command line",
                        "sendq = 80000  SECURECHAT_SERVE_SENDQ",
                        "port = 8443  default",
                        "lobby = #lobby  default",
                        "crl =  not set")
                .noneMatch(line -> line.startsWith("config") || line.startsWith("check") || line.startsWith("help"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prot = 7000       | line 2: unknown option 'prot'
            port = many       | invalid value for port (FILE, line 2): 'many'
            flood = 1/1       | invalid value for flood (FILE, line 2): '1/1'
            tls12 = maybe     | invalid value for tls12 (FILE, line 2): 'maybe'
            journal = foo:bar | foo:bar
            keep = 3\\njournal = memory: | the journal memory: keeps the last 10000 messages
            audit = none/audit | cannot write the audit log FOLDER/none/audit: its folder is missing or not writable
            metrics = 8443    | metrics (FILE, line 2) has the port 8443 of the chat
            journal = sqlite:none/chat.db | there is no folder FOLDER/none for the journal
            motd = no.txt     | there is no file 'FOLDER/no.txt'
            """)
    void aCheckNamesTheLine(String line, String sentence) throws IOException {
        makeCertificates();
        write("cert = server.crt", line.replace("\\n", "\n"), "trust-ca = ca.crt");

        assertThat(run(Map.of(), "--check")).isEqualTo(1);
        assertThat(errors()).contains(sentence.replace("FILE", file.toString()).replace("FOLDER", folder.toString()));
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void aVariableIsNamed() throws IOException {
        write("port = 7000");

        assertThat(run(Map.of("SECURECHAT_PORT", "many"), "--check")).isEqualTo(1);
        assertThat(run(Map.of("SECURECHAT_PROT", "1"), "--check")).isEqualTo(1);
        assertThat(errors())
                .contains(
                        "invalid value for SECURECHAT_PORT: 'many'",
                        "unknown environment variable SECURECHAT_PROT",
                        "did you mean SECURECHAT_PORT?");
    }

    @Test
    void aConfigurationThatStartsIsValid() throws IOException {
        makeCertificates();
        write("cert = server.crt", "trust-ca = ca.crt");

        assertThat(run(Map.of(), "--check")).as(errors()).isZero();
        assertThat(printed.out().strip()).isEqualTo("the configuration is valid");
        assertThat(run(Map.of(), "--check", "--crl", "no.crl")).isEqualTo(1);
    }

    private void makeCertificates() {
        TestCertificates.write(folder, "ca", LAB);
        TestCertificates.write(folder, "server", TestCertificates.server(LAB));
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    private int run(Map<String, String> environment, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"serve", "config", "--config", file.toString()}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Main.run(environment, all);
    }

    private String errors() {
        return printed.err();
    }
}
