package io.securechat.tls.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12Test {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final char[] PASSPHRASE = "open sesame".toCharArray();

    @TempDir
    Path directory;

    @Test
    void holdsTheKeyAndBothCertificates() throws Exception {
        Path file = directory.resolve("ada.p12");
        PemFiles.write(List.of(Pkcs12.file(file, "ada", ADA, LAB.chain(), PASSPHRASE)), false);

        KeyStore store = KeyStore.getInstance(file.toFile(), PASSPHRASE);
        assertThat(store.getCertificateChain("ada")).containsExactly(ADA.certificate(), LAB.certificate());
        assertThat(store.getKey("ada", PASSPHRASE)).isEqualTo(ADA.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(OpensslCommand.run(
                        "pkcs12", "-in", file.toString(), "-info", "-noout", "-passin", "pass:open sesame"))
                .contains("PBES2", "AES-256-CBC", "sha256")
                .doesNotContain("RC2", "DES");
    }

    @Test
    void refusesPassphrasesThatProgramsWriteInDifferentWays() {
        for (String passphrase : List.of("", "sésame", "tab\t")) {
            assertThatThrownBy(
                            () -> Pkcs12.file(directory.resolve("x"), "ada", ADA, List.of(), passphrase.toCharArray()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("passphrase of a .p12 file");
        }
    }
}
