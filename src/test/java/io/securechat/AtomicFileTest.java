package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private Path target;
    private Path temporary;

    @BeforeEach
    void name() {
        target = folder.resolve("notes");
        temporary = folder.resolve("notes.new");
    }

    private AtomicFile create() throws IOException {
        return AtomicFile.create(target, temporary, Permissions.FOR_OWNER);
    }

    @Test
    void theOldFileStaysUntilTheNewOneIsComplete() throws IOException {
        Files.writeString(target, "old");
        Files.writeString(temporary, "left behind by a killed process");
        try (AtomicFile file = create()) {
            file.write("new".getBytes(UTF_8));
            assertThat(target).hasContent("old");
            file.replace();
        }
        assertThat(target).hasContent("new");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void aFileThatIsNotPutInItsPlaceIsDeleted() throws IOException {
        try (AtomicFile file = create()) {
            file.write("new".getBytes(UTF_8));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void claimOverwritesNothing() throws IOException {
        try (AtomicFile file = create()) {
            Files.writeString(file.temporary(), "new");
            file.sync();
            Files.writeString(target, "old");
            assertThatThrownBy(file::claim).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(target).hasContent("old");
            Files.delete(target);
            file.claim();
        }
        assertThat(target).hasContent("new");
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (AtomicFile file = create()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                    .isEqualTo("rw-------");
            file.replace();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }
}
