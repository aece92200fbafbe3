package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {
    @Test
    void theReasonOfARealFailure(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("a"));
        assertThat(reason(() -> Files.createFile(file))).isEqualTo("the file exists");
        assertThat(reason(() -> Files.readString(folder.resolve("b")))).isEqualTo("no such file or folder");
        assertThat(reason(() -> Files.delete(folder))).isEqualTo("the folder is not empty");
        assertThat(reason(() -> Files.createFile(file.resolve("below"))))
                .isNotEmpty()
                .doesNotContain(folder.toString());
    }

    @Test
    void aReasonIsSafeToPrint() {
        assertThat(FileErrors.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
        assertThat(FileErrors.reason(new FileSystemException("a", null, "odd\u001b[2J")))
                .isEqualTo("odd\uFFFD[2J");
        assertThat(FileErrors.reason(new IOException())).isEqualTo("IOException");
    }

    private static String reason(Work work) {
        try {
            work.run();
            throw new AssertionError("it did not fail");
        } catch (IOException e) {
            return FileErrors.reason(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
