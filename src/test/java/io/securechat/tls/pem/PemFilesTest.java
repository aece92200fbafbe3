package io.securechat.tls.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.securechat.Problem;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFilesTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final Identity BOB = TestCertificates.client(LAB, "bob");

    @TempDir
    Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void writeAda() {
        TestCertificates.write(directory, "ada", ADA);
        certificate = directory.resolve("ada.crt");
        key = directory.resolve("ada.key");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
    }

    @Test
    void readsAChainAndTextAroundIt() throws Exception {
        Identity team = TestCertificates.issuedBy(LAB, "team").authority().make();
        Identity eve = TestCertificates.client(team, "eve");
        TestCertificates.write(directory, "eve", eve);
        Path chain = directory.resolve("eve.crt");
        Files.writeString(chain, "Certificate of Éve:\n" + Files.readString(chain) + "\nthe end\n");

        assertThat(read(chain, directory.resolve("eve.key")).chain()).containsExactlyElementsOf(eve.chain());
    }

    @Test
    void certificateAndKeyMayShareAFile() throws Exception {
        Files.writeString(key, Files.readString(key) + Files.readString(certificate));

        assertThat(read(key, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
    }

    @Test
    void readsRevocationLists() throws Exception {
        Path file = directory.resolve("ca.crl");
        byte[] crl = TestCertificates.crl(LAB, ADA.certificate()).getEncoded();
        Files.writeString(
                file,
                "-----BEGIN X509 CRL-----\n"
                        + Base64.getMimeEncoder().encodeToString(crl)
                        + "\n-----END X509 CRL-----\n");

        assertThat(PemFiles.readCrls(file))
                .singleElement()
                .satisfies(list -> assertThat(list.isRevoked(ADA.certificate())).isTrue());
        assertProblem(
                () -> PemFiles.readCrls(certificate),
                certificate + " contains no revocation list but a certificate",
                "");
    }

    @Test
    void aMissingFileIsNamedAndGencertMakesIt() throws Exception {
        Files.delete(key);
        assertProblem(() -> read(certificate, key), "there is no file " + key, "gencert");
        Files.delete(certificate);
        assertProblem(() -> read(certificate, key), "there is no file " + certificate, "gencert");
    }

    @Test
    void aFileThatCannotBeRead() {
        assertProblem(() -> PemFiles.readCertificates(directory), "cannot read " + directory + ": ", "permissions");
    }

    @Test
    void aKeyWhereACertificateIsExpectedAndTheOtherWayRound() {
        assertProblem(() -> read(key, key), key + " contains no certificate but a private key", ".crt");
        assertProblem(
                () -> read(certificate, certificate),
                certificate + " contains no private key but a certificate",
                "--key");
    }

    @Test
    void aKeyOfAnotherCertificate() {
        TestCertificates.write(directory, "bob", BOB);

        assertProblem(
                () -> read(certificate, directory.resolve("bob.key")),
                "the key " + directory.resolve("bob.key") + " does not belong to the certificate " + certificate,
                "gencert --force");
    }

    @Test
    void aKeyThatOthersCanRead() throws Exception {
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            assertProblem(
                    () -> read(certificate, key),
                    "the private key " + key + " is open to other users of this machine",
                    "chmod 600 " + key);
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
    }

    @Test
    void aKeyThatRootLendsToAGroup() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(key, "unix:uid")), "only root gives files away");
        Files.setAttribute(key, "unix:gid", 4242);
        for (String mode : List.of("rw-r-----", "r--r-----")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
        }
        for (String mode : List.of("rw-rw----", "rw-r--r--", "rw-r-x---")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            assertProblem(() -> read(certificate, key), "the private key " + key + " is open to other users", "chmod");
        }
        Files.setAttribute(key, "unix:uid", 4242);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertProblem(() -> read(certificate, key), "the private key " + key + " is open to other users", "chmod");
    }

    @Test
    void aMissingListIsMadeByTheCa() {
        Path list = directory.resolve("ca.crl");
        assertProblem(() -> PemFiles.readCrls(list), "there is no file " + list, "gencert renew crl");
    }

    @Test
    void noPem() throws Exception {
        Files.writeString(certificate, "hello\n");
        assertProblem(() -> read(certificate, key), certificate + " is not a PEM file", "openssl x509 -in");
    }

    @Test
    void damagedPem() throws Exception {
        String good = Files.readString(certificate);
        for (String bad : List.of(
                good.substring(0, good.length() / 2),
                good.replaceFirst("\n.{20}", "\nAAAAAAAAAAAAAAAAAAAA"),
                good.replaceFirst("\n.{8}", "\n%%%%%%%%"))) {
            Files.writeString(certificate, bad);
            assertProblem(() -> read(certificate, key), " in " + certificate + " is damaged", "fresh copy");
        }
        TestCertificates.write(directory, "bob", BOB);
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertProblem(
                () -> read(directory.resolve("bob.crt"), key),
                "the private key in " + key + " is damaged",
                "fresh copy");
    }

    @Test
    void encryptedKeys() throws Exception {
        for (String cipher : List.of("aes-256-cbc", "aes-192-cbc", "aes128")) {
            Path encrypted = directory.resolve("encrypted.key");
            openssl(
                    "pkcs8",
                    "-topk8",
                    "-in",
                    key,
                    "-out",
                    encrypted,
                    "-v2",
                    cipher,
                    "-passout",
                    "pass:ouvre-toi, sésame");
            char[] right = "ouvre-toi, sésame".toCharArray();

            assertThat(PemFiles.readIdentity(certificate, encrypted, () -> right))
                    .extracting(Identity::chain)
                    .isEqualTo(ADA.chain());
            assertThat(right).containsOnly('\0');
            assertProblem(
                    () -> PemFiles.readIdentity(certificate, encrypted, "wrong"::toCharArray),
                    "the passphrase of the private key " + encrypted + " is wrong",
                    "try again");
            assertProblem(
                    () -> read(certificate, encrypted),
                    "the private key " + encrypted + " is encrypted, and no passphrase was given",
                    "--passphrase-file");
        }
    }

    @Test
    void olderFormsOfKeys() throws Exception {
        Path sec1 = directory.resolve("sec1.key");
        openssl("ec", "-in", key, "-out", sec1);
        assertThat(Files.readString(sec1)).contains("BEGIN EC PRIVATE KEY");
        assertThat(read(certificate, sec1).chain()).isEqualTo(ADA.chain());

        Path withParameters = directory.resolve("parameters.key");
        openssl("ecparam", "-name", "prime256v1", "-out", withParameters);
        Files.writeString(withParameters, Files.readString(withParameters) + Files.readString(sec1));
        Files.setPosixFilePermissions(withParameters, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(certificate, withParameters).chain()).isEqualTo(ADA.chain());

        Path rsa = directory.resolve("rsa.key");
        Path rsaCertificate = directory.resolve("rsa.crt");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=rsa",
                "-keyout",
                rsa,
                "-out",
                rsaCertificate);
        Path pkcs1 = directory.resolve("pkcs1.key");
        openssl("rsa", "-in", rsa, "-traditional", "-out", pkcs1);
        assertThat(Files.readString(pkcs1)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(read(rsaCertificate, pkcs1).key().getAlgorithm()).isEqualTo("RSA");
        assertThat(read(rsaCertificate, rsa).key().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void keysThatCannotBeUsed() throws Exception {
        Path ed25519 = directory.resolve("ed25519.key");
        openssl("genpkey", "-algorithm", "ed25519", "-out", ed25519);
        assertProblem(() -> read(certificate, ed25519), ed25519 + " contains a key of type ED25519", "P-256");

        Path curve = directory.resolve("curve.key");
        openssl("genpkey", "-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1", "-out", curve);
        assertProblem(() -> read(certificate, curve), curve + " contains an EC key of a curve other than", "P-256");

        Path old = directory.resolve("old.key");
        openssl("ec", "-in", key, "-aes128", "-passout", "pass:secret", "-out", old);
        assertProblem(
                () -> read(certificate, old),
                "the private key " + old + " is encrypted by an algorithm that securechat does not support",
                "openssl pkcs8 -topk8");
    }

    @Test
    void keysAreForTheirOwnerOnlyAndCertificatesForAll() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void overwritesNothingUnasked() throws Exception {
        Files.delete(certificate);

        assertProblem(() -> TestCertificates.write(directory, "ada", BOB), key + " already exists", "--force");
        assertThat(certificate).doesNotExist();
        PemFiles.write(PemFile.of(certificate, key, BOB), true);
        assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(BOB.chain());
        assertThat(names()).containsExactlyInAnyOrder("ada.crt", "ada.key");
    }

    @Test
    void writesAllOrNothingWhenAFileCannotBeWritten() throws Exception {
        Path nowhere = directory.resolve("missing/bob.key");

        assertProblem(
                () -> PemFiles.write(PemFile.of(certificate, nowhere, BOB), true),
                "cannot write " + nowhere,
                "nothing was");
        assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
        assertThat(names()).containsExactlyInAnyOrder("ada.crt", "ada.key");
    }

    @Test
    void putsEverythingBackWhenAFileCannotBeReplaced() throws Exception {
        // The old key cannot be moved over this directory; the old certificate was moved before.
        Path obstacle = directory.resolve(".ada.key." + ProcessHandle.current().pid() + ".old");
        Files.createDirectory(obstacle);
        Files.createFile(obstacle.resolve("file"));

        assertProblem(
                () -> PemFiles.write(PemFile.of(certificate, key, BOB), true), "cannot write " + key, "nothing was");
        assertThat(read(certificate, key)).extracting(Identity::chain).isEqualTo(ADA.chain());
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "ada.crt", "ada.key", obstacle.getFileName().toString());
    }

    private static Identity read(Path certificate, Path key) {
        return PemFiles.readIdentity(certificate, key, () -> new char[0]);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static void openssl(Object... arguments) throws Exception {
        OpensslCommand.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static void assertProblem(ThrowingCallable code, String message, String hint) {
        assertThatThrownBy(code)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.hint()).contains(hint));
    }
}
