package io.securechat.tls.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.authority.AuthorityDirectory.Update;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityDirectoryTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Identity LAB = new SelfSigned(Clock.systemUTC(), DAY).authority("lab");
    private static final List<String> EMPTY_CA = List.of(".ca.lock", "ca.crt", "ca.key", "ca.log");

    @TempDir
    Path folder;

    private AuthorityDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = new AuthorityDirectory(folder);
    }

    @Test
    void opensWhatItCreates() throws Exception {
        directory.create(LAB, null);

        assertThat(open("").certificate()).isEqualTo(LAB.certificate());
        assertThat(directory.readLog().entries()).isEmpty();
        assertThat(directory.readRevocations()).isEmpty();
        assertThat(names()).containsExactlyElementsOf(EMPTY_CA);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.key())))
                .isEqualTo("rw-------");
    }

    @Test
    void theKeyIsEncryptedWhenThereIsAPassphrase() throws Exception {
        directory.create(LAB, "ouvre-toi, sésame".toCharArray());

        assertThat(open("ouvre-toi, sésame").certificate()).isEqualTo(LAB.certificate());
        assertProblem(() -> open("sésame"), "the passphrase of the private key " + directory.key() + " is wrong", "");
        assertProblem(() -> open(""), "is encrypted, and no passphrase was given", "--passphrase-file");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.key())))
                .isEqualTo("rw-------");
        assertThat(openssl("pkey", "-noout", "-check", "-passin", "pass:ouvre-toi, sésame"))
                .contains("Key is valid");
        assertThat(openssl("asn1parse")).contains("PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", ":0927C0");
    }

    @Test
    void aCaIsNeverOverwritten() throws Exception {
        for (String file : List.of("ca.crt", "ca.key", "ca.log", "ca.crl")) {
            Files.writeString(folder.resolve(file), "mine");
            assertProblem(
                    () -> directory.create(LAB, null), folder.resolve(file) + " already exists, and a CA", "--dir DIR");
            assertThat(names()).containsExactly(file);
            Files.delete(folder.resolve(file));
        }
    }

    @Test
    void namesMissingFiles() throws Exception {
        assertProblem(() -> open(""), "there is no CA here: " + directory.certificate(), "gencert ca");
        directory.create(LAB, null);
        Files.delete(folder.resolve("ca.log"));
        assertProblem(() -> directory.readLog(), "there is no " + folder.resolve("ca.log"), "touch ");
        Files.delete(directory.key());
        assertProblem(() -> open(""), "there is no CA here: " + directory.key(), "gencert ca");
    }

    @Test
    void refusesFilesThatDoNotMatch() throws Exception {
        TestCertificates.write(folder, "ca", TestCertificates.client(LAB, "ada"));
        assertProblem(() -> open(""), "the certificate CN=ada is not a CA's", "gencert ca");
        PemFiles.write(List.of(PemFile.of(directory.certificate(), LAB.chain())), true);
        assertProblem(
                () -> open(""),
                "the key " + directory.key() + " does not belong to the CA's certificate",
                "gencert ca");
    }

    @Test
    void nothingIsIssuedWithoutItsLineInTheLog() throws Exception {
        directory.create(LAB, null);
        Identity ada = open("").user("ada", DAY);
        directory.update(false, log -> update(log, ada));
        assertThat(directory.readLog().entries()).hasSize(1);

        Identity bob = open("").user("bob", DAY);
        // The key cannot be written over this directory; log and certificate are written before it.
        Path obstacle = folder.resolve(".bob.key." + ProcessHandle.current().pid() + ".new");
        Files.createDirectories(obstacle.resolve("full"));
        assertProblem(() -> directory.update(false, log -> update(log, bob)), "cannot write ", "nothing was changed");
        assertThat(directory.readLog().entries()).hasSize(1);
        assertThat(folder.resolve("bob.crt")).doesNotExist();

        assertProblem(() -> directory.update(false, log -> update(log, ada)), "ada.crt, ", "--force");
        assertThat(directory.readLog().entries()).hasSize(1);
        directory.update(true, log -> update(log, ada));
        assertThat(directory.readLog().entries()).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeWrittenTo() throws Exception {
        directory.create(LAB, null);
        Files.delete(folder.resolve(".ca.lock"));
        Files.createDirectory(folder.resolve(".ca.lock"));

        assertProblem(
                () -> directory.update(false, log -> new Update(log, List.of())),
                "cannot write in the directory " + folder + ": ",
                "permissions");
    }

    private Update update(IssueLog log, Identity identity) {
        String name = log.with(identity.certificate())
                .entries()
                .get(log.entries().size())
                .name();
        return new Update(
                log.with(identity.certificate()),
                PemFile.of(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), identity));
    }

    private Authority open(String passphrase) {
        return directory.open(passphrase::toCharArray, Clock.systemUTC());
    }

    private String openssl(String command, String... options) throws Exception {
        return OpensslCommand.run(
                Stream.concat(Stream.of(command, "-in", directory.key().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertProblem(ThrowingCallable code, String message, String hint) {
        assertThatThrownBy(code)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.hint()).contains(hint));
    }
}
