package io.securechat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.tls.trust.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrustOptionsTest {
    private final TrustOptions options = new TrustOptions("server.crt");

    @TempDir
    Path folder;

    @Test
    void theFilesBesideTheCertificateDecideWhomToTrust() throws IOException {
        Path authority = Files.createFile(folder.resolve("ca.crt"));
        assertThat(options.presentFiles(folder.resolve("ada.crt")))
                .extracting(TrustFile::path)
                .containsExactly(authority);
        Path pin = Files.createFile(folder.resolve("server.crt"));
        assertThat(options.presentFiles(folder.resolve("ada.crt")))
                .extracting(TrustFile::path)
                .containsExactly(pin, authority);
    }

    @Test
    void filesThatAreNamedComeAloneAndNeedNotExist() throws IOException {
        Files.createFile(folder.resolve("ca.crt"));
        CommandLine.populateCommand(options, "--pin", "nosuch.crt");
        assertThat(options.presentFiles(folder.resolve("ada.crt")))
                .extracting(TrustFile::path)
                .containsExactly(Path.of("nosuch.crt"));
    }
}
