package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.Handshake;
import io.securechat.tls.TestTrust;
import io.securechat.tls.TlsContexts;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** The base of tests that run gencert in a directory of its own. */
public abstract class GencertCommand {
    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    public Path directory;

    public void run(String... arguments) {
        printed.clear();
        assertThat(Main.run(arguments(arguments))).as(errors()).isZero();
    }

    public void refused(String sentence, String hint, String... arguments) {
        printed.clear();
        assertThat(Main.run(arguments(arguments))).isEqualTo(ExitCode.SOFTWARE);
        String[] lines = errors().split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("error: ").contains(sentence);
        assertThat(lines[1]).startsWith("hint: ").contains(hint);
    }

    public String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("gencert"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--dir", directory.toString()));
        return all.toArray(String[]::new);
    }

    public Handshake.End connect(Handshake server, String name) throws Exception {
        Trust servers = TestTrust.of(List.of(certificate("ca")), List.of());
        return server.connect(TlsContexts.forClient(identity(name), servers, true, false), "localhost");
    }

    public Identity identity(String name) {
        return PemFiles.readIdentity(
                directory.resolve(name + ".crt"), directory.resolve(name + ".key"), () -> new char[0]);
    }

    public X509Certificate certificate(String name) {
        return PemFiles.readCertificates(directory.resolve(name + ".crt")).get(0);
    }

    public List<X509CRL> crls() {
        return PemFiles.readCrls(directory.resolve("ca.crl"));
    }

    public IssueLog log() {
        return new AuthorityDirectory(directory).readLog();
    }

    public String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    public String path(String name) {
        return directory.resolve(name).toString();
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    public void clear() {
        printed.clear();
    }

    public String said() {
        return printed.out();
    }

    String errors() {
        return printed.err();
    }
}
