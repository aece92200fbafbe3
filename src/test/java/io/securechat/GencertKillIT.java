package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.pem.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA whose commands are killed at any moment: its log and files agree afterwards, and no temporary key remains. */
class GencertKillIT {
    private static final int ROUNDS = 8;

    @TempDir
    Path directory;

    @Test
    void logAndFilesAgreeWheneverACommandIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        assertThat(run("gencert", "ca")).isZero();
        assertThat(run("gencert", "user", "kim")).isZero();
        X509Certificate kim = certificate("kim");
        for (int round = 0; round < ROUNDS; round++) {
            killSoonAfterItWrites(random, round % 3 == 2 ? "renew" : "user", round % 3 == 2 ? "kim" : "u" + round);
            checkAgreement("round " + round + " of seed " + seed);
        }
        killSoonAfterItWrites(random, "revoke", "kim");
        checkAgreement("revocation of seed " + seed);

        for (int round = 0; round < ROUNDS; round++) {
            String name = "u" + round;
            boolean issued = log().select(entry -> entry.name().equals(name)).size() == 1;
            assertThat(Files.exists(directory.resolve(name + ".crt"))).isEqualTo(issued);
        }
        assertThat(run("gencert", "user", "u" + ROUNDS)).isZero();
        run("gencert", "revoke", "kim");
        assertThat(PemFiles.readCrls(directory.resolve("ca.crl")).get(0).isRevoked(kim))
                .isTrue();
        checkAgreement("the end of seed " + seed);
    }

    /** Kills a command a few milliseconds after its first hidden file has appeared. */
    private void killSoonAfterItWrites(Random random, String command, String name) throws Exception {
        try (Program gencert = Program.securechat(directory, "gencert", command, name)) {
            while (gencert.isAlive() && hidden().isEmpty()) {
                Thread.onSpinWait();
            }
            long end = System.nanoTime() + random.nextInt(6_000_000);
            while (gencert.isAlive() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            gencert.kill();
            gencert.exitCode();
        }
    }

    private void checkAgreement(String when) throws IOException {
        List<IssueLog.Entry> entries = log().entries();
        assertThat(hidden()).as(when).isEmpty();
        assertThat(entries).as(when).extracting(IssueLog.Entry::serial).doesNotHaveDuplicates();
        for (IssueLog.Entry entry : entries) {
            assertThat(directory.resolve(entry.name() + ".crt")).as(when).exists();
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".crt")).toList()) {
                String name = file.getFileName().toString().replace(".crt", "");
                X509Certificate certificate = PemFiles.readIdentity(
                                file, directory.resolve(name + ".key"), () -> new char[0])
                        .certificate();
                assertThat(name.equals("ca") || entries.stream().anyMatch(isOf(certificate)))
                        .as(when + ": " + file)
                        .isTrue();
            }
        }
    }

    private static Predicate<IssueLog.Entry> isOf(X509Certificate certificate) {
        return entry -> entry.serial().equals(certificate.getSerialNumber());
    }

    private IssueLog log() {
        return new AuthorityDirectory(directory).readLog();
    }

    private X509Certificate certificate(String name) {
        return PemFiles.readCertificates(directory.resolve(name + ".crt")).get(0);
    }

    /** Returns all hidden files except the lock of the CA. */
    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".") && !name.equals(".ca.lock"))
                    .toList();
        }
    }

    private int run(String... arguments) throws Exception {
        try (Program program = Program.securechat(directory, arguments)) {
            return program.exitCode();
        }
    }
}
