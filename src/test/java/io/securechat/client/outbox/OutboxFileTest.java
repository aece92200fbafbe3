package io.securechat.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.securechat.Problem;
import io.securechat.irc.Message;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxFileTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.123Z");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("securechat").resolve("outbox").resolve("ada.irc");
    }

    @Test
    void whatIsWrittenIsReadByTheNext() {
        Outbox outbox = OutboxTest.empty();
        outbox.add(Message.of("PRIVMSG", "#lobby", "hello, wörld; \\s :)"), NOW);
        outbox.add(Message.of("PRIVMSG", "bob", "one\n\n  two " + "x ".repeat(900) + "\nthree"), NOW)
                .ifPresent(OutgoingMessage::markSent);
        List<Message> records =
                outbox.messages().stream().map(OutgoingMessage::record).toList();
        try (OutboxFile first = OutboxFile.open(file)) {
            assertThat(first.read()).isEmpty();
            first.write(records);
        }
        try (OutboxFile second = OutboxFile.open(file)) {
            assertThat(second.read()).isEqualTo(records);
            second.write(List.of());
            assertThat(second.read()).isEmpty();
        }
    }

    @Test
    void whatAKilledProgramHasHalfWrittenIsGone() throws Exception {
        OutboxFile.open(file).close();
        Path half = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "PRIVMSG bob :swordfish");
        OutboxFile.open(file).close();
        assertThat(half).doesNotExist();
    }

    @Test
    void onlyItsOwnerCanReadIt() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (OutboxFile outbox = OutboxFile.open(file)) {
            outbox.write(List.of());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void oneProgramAtATimeHasIt() {
        try (OutboxFile first = OutboxFile.open(file)) {
            first.write(List.of());
            assertThatThrownBy(() -> OutboxFile.open(file))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("another join keeps your unsent messages");
        }
        OutboxFile.open(file).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {" \n", "PRIVMSG #lobby :no label\n", "@label=x;time=2026-11-24T09:00:00.000Z JOIN #a\n"})
    void aDamagedFileIsMovedAside(String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        expectDamaged();
        assertThat(Files.readString(file.resolveSibling("ada.irc.damaged"))).isEqualTo(text);
    }

    @Test
    void bytesThatAreNoTextAreDamaged() throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xFF, 0, 'x'});
        expectDamaged();
    }

    @Test
    void aFileThatIsMuchTooLargeIsDamaged() throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[5 << 20]);
        expectDamaged();
    }

    private void expectDamaged() {
        try (OutboxFile outbox = OutboxFile.open(file)) {
            assertThatThrownBy(outbox::read)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cannot read unsent messages of an earlier session");
            assertThat(outbox.read()).isEmpty();
        }
    }

    @Test
    void whereNoFileCanBeThatIsSaid() throws Exception {
        Files.createFile(directory.resolve("securechat"));
        assertThatThrownBy(() -> OutboxFile.open(file))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("cannot keep unsent messages in ");
    }
}
