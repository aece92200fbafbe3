package io.securechat.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state between two runs of the client, in real files. */
class StateTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Account account = new Account(Path.of(""), "");

    @BeforeEach
    void choose() {
        account = new Account(folder.resolve("securechat"), "localhost_8443-ada-1234");
    }

    @Test
    void openRoomsComeBackInTheirOrder() {
        OpenRooms rooms = rooms();
        assertThat(rooms.names()).isEmpty();
        assertThat(rooms.current()).isEmpty();

        rooms.opened("#lobby");
        rooms.opened("#ops");
        rooms.current("bob");
        rooms.current("#ops");
        rooms.opened("#OPS");
        rooms.renamed("bob", "rob");
        rooms.renamed("#ops", "#operations");

        assertThat(rooms().names()).containsExactly("#lobby", "#operations", "rob");
        assertThat(rooms().current()).contains("#operations");
        rooms.closed("#Operations");
        assertThat(rooms().names()).containsExactly("#lobby", "rob");
        assertThat(rooms().current()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void openRoomsHaveABound() {
        OpenRooms rooms = rooms();

        IntStream.rangeClosed(0, OpenRooms.MAX_ROOMS).forEach(i -> rooms.opened("#r" + i));
        rooms.opened("no room\n#at all");

        assertThat(rooms.names()).hasSize(OpenRooms.MAX_ROOMS).last().isEqualTo("#r" + (OpenRooms.MAX_ROOMS - 1));
    }

    @Test
    void draftsComeBackAsTheyWereTyped() {
        String text = "a tab\t, a \\n, \"quotes\"\r\nand a second line ✓ ";
        drafts().put("#Tea", "first");
        drafts().put("#tea", text);
        drafts().put("bob", "hello");

        assertThat(drafts().load()).isEqualTo(Map.of("#tea", text, "bob", "hello"));
        drafts().put("#TEA", "");
        assertThat(drafts().load()).isEqualTo(Map.of("bob", "hello"));
    }

    @Test
    void draftsHaveBounds() {
        Drafts drafts = drafts();

        IntStream.rangeClosed(0, Drafts.MAX_DRAFTS).forEach(i -> drafts.put("#r" + i, "text"));
        drafts.put("#long", "x".repeat(Drafts.MAX_LENGTH + 1));

        assertThat(drafts.load()).hasSize(Drafts.MAX_DRAFTS).doesNotContainKeys("#r0", "#long");
        assertThat(warnings).containsExactly("the draft in #long is too long to keep: it has 16385 characters");
    }

    @Test
    void readMarksAreTheLaterOnes() {
        Instant noon = Instant.parse("2026-11-28T12:00:00.123Z");
        marks().put(Map.of("#Tea", noon, "bob", noon));
        marks().put(Map.of("#tea", noon.minusSeconds(1), "bob", noon.plusSeconds(1)));

        assertThat(marks().load()).isEqualTo(Map.of("#tea", noon, "bob", noon.plusSeconds(1)));
        IntStream.rangeClosed(0, ReadMarks.MAX_MARKS).forEach(i -> marks().put(Map.of("#r" + i, noon)));
        assertThat(marks().load()).hasSize(ReadMarks.MAX_MARKS).doesNotContainKeys("#tea", "bob", "#r0");
        assertThat(warnings).isEmpty();
    }

    @Test
    void twoClientsKeepWhatTheOtherOneHasOpened() {
        OpenRooms one = rooms();
        OpenRooms other = rooms();
        CompletableFuture<Void> opening =
                CompletableFuture.runAsync(() -> IntStream.range(0, 50).forEach(i -> other.opened("#other" + i)));

        IntStream.range(0, 50).forEach(i -> one.opened("#one" + i));
        opening.join();

        assertThat(one.names()).hasSize(100);
    }

    @Test
    void everyFileIsForItsOwnerOnly() throws IOException {
        rooms().opened("#lobby");
        drafts().put("#lobby", "text");
        assertThat(history().file("#lobby")).isPresent();

        try (Stream<Path> all = Files.walk(account.state())) {
            assertThat(all)
                    .hasSizeGreaterThan(6)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aDamagedFileIsMovedAsideWithOneWarning() throws IOException {
        for (String name : List.of("rooms", "drafts", "read")) {
            Files.createDirectories(account.file(name).getParent());
            Files.write(account.file(name), new byte[] {'#', 'a', '\t', (byte) 0xff, '\n', 0});
        }
        assertThat(rooms().names()).isEmpty();
        rooms().opened("#lobby");
        assertThat(rooms().names()).containsExactly("#lobby");
        assertThat(marks().load()).isEmpty();
        Drafts drafts = drafts();
        drafts.put("#lobby", "text");
        drafts.put("#lobby", "texts");

        assertThat(warnings)
                .containsExactly(
                        "'" + account.file("rooms") + "' is damaged, and not used",
                        "'" + account.file("read") + "' is damaged, and not used",
                        "'" + account.file("drafts") + "' is damaged, and not used");
        assertThat(account.file("drafts.damaged")).exists();
        Files.writeString(account.file("drafts"), "#tea\tbad \\escape\n");
        assertThat(drafts.load()).isEmpty();
        Files.write(account.file("rooms"), new byte[StateFile.MAX_SIZE + 1]);
        assertThat(rooms().names()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsReportedOnce() throws IOException {
        Files.createDirectories(account.state());
        Files.createFile(account.state().resolve("accounts"));
        OpenRooms rooms = rooms();

        rooms.opened("#lobby");
        rooms.opened("#tea");

        assertThat(warnings).singleElement().asString().startsWith("cannot write '" + account.file("rooms") + "': ");
        assertThat(history().file("#tea")).isEmpty();
    }

    @Test
    void everyRoomHasAFileForInput() throws IOException {
        Path tea = history().file("#tea").orElseThrow();
        Path bob = history().file("bob").orElseThrow();
        Path none = history().file("").orElseThrow();
        Files.writeString(tea, "1700000000000:hello\n");

        assertThat(List.of(tea, bob, none)).doesNotHaveDuplicates();
        assertThat(history().file("#TEA")).contains(tea);
        assertThat(tea).hasContent("1700000000000:hello\n");
        Files.writeString(tea, "hello\n");
        assertThat(history().file("#tea")).contains(tea);
        assertThat(tea).isEmptyFile();
        assertThat(warnings).containsExactly("'" + tea + "' is damaged, and not used");
    }

    @Test
    void filesForInputHaveABound() throws IOException {
        for (int i = 0; i <= InputHistoryFiles.MAX_FILES; i++) {
            Path file = history().file("#r" + i).orElseThrow();
            assertThat(file.toFile().setLastModified(i * 1000L)).isTrue();
        }
        try (Stream<Path> files = Files.list(account.file("input"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(InputHistoryFiles.MAX_FILES)
                    .noneMatch(name -> name.startsWith("_r0-"));
        }
    }

    private OpenRooms rooms() {
        return new OpenRooms(account, this::warn);
    }

    private Drafts drafts() {
        return new Drafts(account, this::warn);
    }

    private ReadMarks marks() {
        return new ReadMarks(account, this::warn);
    }

    private InputHistoryFiles history() {
        return new InputHistoryFiles(account, this::warn);
    }

    private void warn(Problem problem) {
        warnings.add(String.valueOf(problem.getMessage()));
    }
}
