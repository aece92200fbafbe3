package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
    @TempDir
    Path directory;

    @Test
    void theUsualFolderIsReplacedIfItCannotBeUsed() throws Exception {
        Path state = directory.resolve("state/securechat");
        assertThat(new NativeFolder(List.of(directory, state)).path()).isEqualTo(directory);
        assertThat(new NativeFolder(List.of(directory.resolve("none"), state)).path())
                .isEqualTo(state);
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aFolderThatTheUserHasChosenIsNot() {
        Path chosen = directory.resolve("none");
        assertThat(NativeFolder.of(chosen, Map.of("STATE_DIRECTORY", directory.toString()))
                        .path())
                .isEqualTo(chosen);
        assertThat(NativeFolder.trouble(chosen)).isEqualTo("no such file or folder");
    }

    @Test
    void noexecIsNoticed() throws Exception {
        Path noexec = Files.createDirectory(directory.resolve("noexec"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", noexec.toString()) == 0, "only root mounts");
        try {
            assertThat(NativeFolder.trouble(noexec)).startsWith("it is mounted noexec");
            assertThat(NativeFolder.trouble(directory)).isEmpty();
            assertThat(new NativeFolder(List.of(noexec, directory)).path()).isEqualTo(directory);
            assertThat(noexec).isEmptyDirectory();
        } finally {
            run("umount", noexec.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }
}
