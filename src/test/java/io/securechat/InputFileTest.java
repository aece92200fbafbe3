package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("file");
    }

    @Test
    void aMarkAndLineEndsAreNoText() throws Exception {
        for (String text : new String[] {"é\nb\n", "\uFEFFé\r\nb\r\n", "é\rb", "é\nb"}) {
            Files.writeString(file, text);
            assertThat(InputFile.lines(file, 100)).as(text).containsExactly("é", "b");
        }
        Files.writeString(file, "\uFEFF");
        assertThat(InputFile.lines(file, 100)).isEmpty();
        Files.writeString(file, "");
        assertThat(InputFile.lines(file, 100)).isEmpty();
    }

    @Test
    void otherEncodingsAreNamed() throws Exception {
        Files.writeString(file, "ok\nGrüße\n", Charset.forName("windows-1252"));
        refused("is not in UTF-8: see line 2", "iconv -f WINDOWS-1252 -t UTF-8 ");
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            Files.writeString(file, "secret\n", charset);
            refused("is in UTF-16, as PowerShell's > writes it", "iconv -f UTF-16");
        }
        Files.writeString(file, "a\nb\0c");
        refused("line 2 contains NUL", "right file");
    }

    @Test
    void aLimitHoldsForEndlessFilesToo() throws Exception {
        Files.write(file, new byte[100]);
        assertThat(InputFile.bytes(file, 100)).hasSize(100);
        assertThatThrownBy(() -> InputFile.bytes(file, 99))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is larger than");
        assertThatThrownBy(() -> InputFile.bytes(Path.of("/dev/zero"), 64 << 10))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is larger than 64 KiB");
        assertThatThrownBy(() -> InputFile.bytes(directory, 99)).isInstanceOf(IOException.class);
    }

    private void refused(String message, String hint) {
        assertThatThrownBy(() -> InputFile.lines(file, 1000))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains(hint));
    }
}
