package io.securechat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {
    @TempDir
    Path directory;

    @Test
    void isTheFirstLineWhateverEditorHasWrittenIt() throws Exception {
        Path file = directory.resolve("passphrase");
        for (String text :
                new String[] {"sésame ", "sésame \n", "\uFEFFsésame \r\n", "sésame \r\nmore\n", "sésame \r"}) {
            Files.writeString(file, text);
            assertThat(Passphrase.firstLine(file)).as(text).isEqualTo("sésame ".toCharArray());
        }
        Files.writeString(file, "");
        assertThat(Passphrase.firstLine(file)).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws Exception {
        Path file = directory.resolve("passphrase");
        Files.writeString(file, "secret\n", StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> Passphrase.firstLine(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("UTF-16");
        Files.writeString(file, "é\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Passphrase.firstLine(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Passphrase.firstLine(Path.of("/dev/zero")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is larger than 64 KiB");
        assertThatThrownBy(() -> Passphrase.firstLine(directory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot read the passphrase");
    }
}
