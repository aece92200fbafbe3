package io.securechat.tls.pem;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a killed process, completed or removed by the next one. */
class LeftoversTest {
    private static final Identity ADA = TestCertificates.client(TestCertificates.ca("lab"), "ada");

    @TempDir
    Path directory;

    private long dead;

    @BeforeEach
    void endAProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        dead = process.pid();
    }

    @Test
    void filesWithoutARecordAreDeletedAndOthersStay() throws Exception {
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        for (String name : List.of(
                ".ada.key." + dead + ".new",
                ".ada.crt." + dead + ".old",
                ".ca.log." + dead + ".new",
                ".gencert." + dead + ".part",
                ".bob.key." + alive + ".new",
                ".bashrc",
                ".notes.txt." + dead + ".new",
                "ada.key." + dead + ".new")) {
            write(name, name);
        }
        Files.createDirectory(directory.resolve(".eve.key." + dead + ".new"));

        PemFiles.write(PemFile.of(directory.resolve("ada.crt"), directory.resolve("ada.key"), ADA), false);

        assertThat(names())
                .containsExactlyInAnyOrder(
                        ".bob.key." + alive + ".new",
                        ".bashrc",
                        ".notes.txt." + dead + ".new",
                        ".eve.key." + dead + ".new",
                        "ada.key." + dead + ".new",
                        "ada.crt",
                        "ada.key");
    }

    @Test
    void aFormerProcessOfTheSameNumberIsDeadToo() throws Exception {
        write(".ada.key." + ProcessHandle.current().pid() + ".new", "secret");

        PemFiles.write(PemFile.of(directory.resolve("ada.crt"), directory.resolve("ada.key"), ADA), false);

        assertThat(names()).containsExactlyInAnyOrder("ada.crt", "ada.key");
    }

    @Test
    void aRecordedMoveIsCompleted() throws Exception {
        write("bob.crt", "old");
        write("ada.crt", "new");
        write(".ada.key." + dead + ".new", "new key");
        write(".bob.crt." + dead + ".new", "new bob");
        write(".bob.crt." + dead + ".old", "old");
        write(
                ".gencert." + dead + ".commit",
                ".ada.crt." + dead + ".new\n.ada.key." + dead + ".new\n.bob.crt." + dead + ".new\n../x\n");

        PemFiles.write(PemFile.of(directory.resolve("eve.crt"), directory.resolve("eve.key"), ADA), false);

        assertThat(names()).containsExactlyInAnyOrder("ada.crt", "ada.key", "bob.crt", "eve.crt", "eve.key");
        assertThat(directory.resolve("ada.key")).hasContent("new key");
        assertThat(directory.resolve("bob.crt")).hasContent("new bob");
    }

    @Test
    void aCaGoesOnWithWhatWasRecorded() throws Exception {
        AuthorityDirectory ca = new AuthorityDirectory(directory);
        ca.create(new SelfSigned(Clock.systemUTC(), Duration.ofDays(9)).authority("lab"), null);
        IssueLog log = ca.readLog().with(ADA.certificate());
        Files.write(
                directory.resolve(".ca.log." + dead + ".new"),
                log.toFile(ca.key()).content());
        write(".ada.key." + dead + ".new", "key");
        write(".gencert." + dead + ".commit", ".ca.log." + dead + ".new\n.ada.key." + dead + ".new\n");

        assertThat(ca.readLog().entries()).extracting(IssueLog.Entry::serial).containsExactly(serial());
        assertThat(names()).containsExactlyInAnyOrder(".ca.lock", "ca.crt", "ca.key", "ca.log", "ada.key");
    }

    @Test
    void nothingHiddenIsLeftByASuccess() throws Exception {
        Path certificate = directory.resolve("ada.crt");
        PemFiles.write(PemFile.of(certificate, directory.resolve("ada.key"), ADA), false);
        PemFiles.write(PemFile.of(certificate, directory.resolve("ada.key"), ADA), true);

        assertThat(names()).containsExactlyInAnyOrder("ada.crt", "ada.key");
    }

    private static BigInteger serial() {
        return ADA.certificate().getSerialNumber();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
