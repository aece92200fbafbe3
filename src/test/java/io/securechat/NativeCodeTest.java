package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCodeTest {
    private static final String FOLDER = "securechat.test.folder";
    private static final String UNPACKED = "securechat.native";

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(FOLDER);
        System.clearProperty(UNPACKED);
    }

    @Test
    void aLibraryIsUnpackedIntoAFolderThatDoesNotStay() throws Exception {
        System.setProperty(FOLDER, folder.toString());

        NativeCode.load(FOLDER, () -> Files.createFile(Path.of(System.getProperty(FOLDER), "library.so")));

        assertThat(folder).isEmptyDirectory();
        assertThat(System.getProperty(FOLDER)).isEqualTo(folder.toString());
    }

    /** A package on a read-only disk has no folder that could be written. */
    @Test
    void theLibraryOfAPackageNeedsNoFolder() throws Exception {
        System.setProperty(FOLDER, folder.resolve("none").toString());
        System.setProperty(UNPACKED, "/usr/lib/securechat/native");
        Path loaded = folder.resolve("loaded");

        NativeCode.load(FOLDER, () -> Files.createFile(loaded));

        assertThat(loaded).exists();
    }
}
