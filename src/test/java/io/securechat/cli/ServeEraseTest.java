package io.securechat.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Search;
import io.securechat.history.Span;
import io.securechat.history.store.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve erase}: one person's messages leave all files. */
class ServeEraseTest {
    private static final Place LAB = Place.room("#lab");
    private static final Party ADA = Party.account("ada", "1".repeat(64));
    private static final Party BOB = Party.account("bob", "1".repeat(64));
    private static final List<String> SECRETS = List.of("qzxjvkwroom", "qzxjvkwprivate", "qzxjvkwtopic");

    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    Path folder;

    private String uri = "";

    @BeforeEach
    void nameFile() {
        uri = "sqlite:" + folder.resolve("chat.db");
    }

    @Test
    void messagesLeaveTheJournalAndTheIndex() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            for (int i = 0; i < 300; i++) {
                say(journal, "PRIVMSG", LAB, BOB, "message " + i);
            }
            say(journal, "PRIVMSG", LAB, ADA, SECRETS.get(0));
            say(journal, "PRIVMSG", Place.between(ADA, BOB), ADA, SECRETS.get(1));
            say(journal, Entry.TOPIC, LAB, ADA, SECRETS.get(2));
            say(journal, "PRIVMSG", Place.between(ADA, BOB), BOB, "answer");
            assertThat(run("ada", "--yes")).isEqualTo(1);
            assertThat(printed.err())
                    .contains("chat.db is in use by another server")
                    .contains("hint: stop that one");
            assertThat(journal.search(search(SECRETS.get(0))).get().entries()).hasSize(1);
        }
        assertThat(SECRETS).allMatch(this::isInFiles);
        assertThat(run("ADA")).isZero();
        assertThat(printed.out()).startsWith("ADA has 3 messages in the journal\nerase them: java -jar ");
        assertThat(SECRETS).allMatch(this::isInFiles);

        assertThat(run("ada", "--yes")).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith("erased 3 messages of ada in the journal and the search index\n")
                .contains("present topics by ada stay until another one is set: #lab")
                .contains("earlier backups, exports and snapshots still have them");
        assertThat(SECRETS).noneMatch(this::isInFiles);
        try (Journal journal = Journals.open(uri)) {
            assertThat(read(journal, LAB)).hasSize(300);
            assertThat(read(journal, Place.between(ADA, BOB))).containsExactly("answer");
            assertThat(journal.search(search("answer")).get().entries()).hasSize(1);
            assertThat(journal.search(search("qzxjvkwroom")).get().entries()).isEmpty();
            say(journal, "PRIVMSG", LAB, ADA, "back again");
            assertThat(read(journal, LAB)).endsWith("back again");
        }
        assertThat(run("ada", "--yes")).isZero();
        assertThat(printed.out()).startsWith("erased 1 message of ada");
    }

    @Test
    void holdersOfOneNameAreDistinguished() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            say(journal, "PRIVMSG", LAB, ADA, SECRETS.get(0));
            say(journal, "PRIVMSG", LAB, Party.account("ada", "2".repeat(64)), SECRETS.get(1));
            say(journal, "PRIVMSG", LAB, Party.guest("ada", "visit"), SECRETS.get(2));
            say(journal, "PRIVMSG", LAB, Party.account("ada_2", "1".repeat(64)), "another");
        }
        assertThat(run("ada", "--yes")).isEqualTo(1);
        assertThat(printed.err())
                .contains("error: 2 CAs have issued the name ada")
                .contains("hint: choose one: --ca 111111111111 or --ca 222222222222");
        assertThat(run("ada", "--yes", "--ca", "2222")).as(printed.err()).isZero();
        assertThat(isInFiles(SECRETS.get(0))).isTrue();
        assertThat(isInFiles(SECRETS.get(1))).isFalse();
        assertThat(run("ada", "--yes", "--guests")).isZero();
        assertThat(isInFiles(SECRETS.get(2))).isFalse();
        assertThat(isInFiles(SECRETS.get(0))).isTrue();
        assertThat(run("eve", "--yes")).isEqualTo(1);
        assertThat(printed.err()).startsWith("error: the journal has no messages of an account called eve");
    }

    private static Search search(String text) {
        return new Search(List.of(LAB, Place.between(ADA, BOB)), text, "", Span.ALL, 10);
    }

    private boolean isInFiles(String word) {
        return Stream.of("", "-wal", "-search", "-search-wal")
                .map(suffix -> folder.resolve("chat.db" + suffix))
                .filter(Files::exists)
                .anyMatch(file -> content(file).contains(word));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> read(Journal journal, Place place) throws Exception {
        return journal.read(place, new Range(Span.ALL, 1000, false, Set.of())).get().stream()
                .map(entry -> entry.draft().text())
                .toList();
    }

    private int run(String... arguments) {
        printed.clear();
        return Main.run(Stream.of(Stream.of("serve", "erase"), Stream.of(arguments), Stream.of("--journal", uri))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private static void say(Journal journal, String verb, Place place, Party by, String text) {
        CompletableFuture<Entry> safe = new CompletableFuture<>();
        journal.append(
                new Entry.Draft(verb, place, by, by.name() + "!a@h", by.name(), "#lab", text, Map.of(), null, 0),
                new Journal.Listener() {
                    @Override
                    public void stored(Entry entry, boolean again) {
                        safe.complete(entry);
                    }

                    @Override
                    public void refused(Problem why) {
                        safe.completeExceptionally(why);
                    }
                });
        safe.join();
    }
}
