package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.cli.serve.journal.ProgressBar;
import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.store.Journals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** {@code serve backup}, {@code export} and {@code reindex}, with and without a running server. */
class ServeUpkeepTest {
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
    void aJournalInUseIsCopiedAndExported() throws Exception {
        String copy = folder.resolve("copy.db").toString();
        String lines = folder.resolve("all.jsonl").toString();
        try (Journal journal = Journals.open(uri)) {
            say(journal, "hello");
            assertThat(run("backup", copy)).as(errors()).isZero();
            assertThat(said()).isEqualTo("journal copied to " + copy + System.lineSeparator());
            assertThat(run("export", "--room", "#lab")).as(errors()).isZero();
            assertThat(said())
                    .startsWith("{\"id\":")
                    .contains("\"text\":\"hello\"")
                    .endsWith("}\n");
            assertThat(run("export", lines)).as(errors()).isZero();
            assertThat(said()).isEmpty();
            assertThat(Files.readString(Path.of(lines))).contains("\"text\":\"hello\"");
            refused("copy.db exists already", "name another file", "backup", copy);
            refused("all.jsonl exists already", "name another file", "export", lines);
            refused("is in use by another server", "stop that one", "reindex");
        }
        assertThat(run("reindex")).as(errors()).isZero();
        assertThat(said()).startsWith("search index rebuilt");
        assertThat(errors()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsOneSentenceAndAHint() throws Exception {
        for (String command : new String[] {"backup " + folder.resolve("copy.db"), "export", "reindex"}) {
            refused("there is no journal at " + folder.resolve("chat.db"), "--journal", command.split(" "));
        }
        assertThat(folder).isEmptyDirectory();
        Files.writeString(folder.resolve("chat.db"), "Dear diary, ".repeat(1000));
        refused(
                "chat.db is not a journal",
                "--journal",
                "backup",
                folder.resolve("copy.db").toString());
        refused("chat.db is not a journal", "--journal", "export");
        refused("chat.db is not a journal", "--journal", "reindex");
        assertThat(folder.resolve("copy.db")).doesNotExist();
        uri = "memory:";
        refused("memory: has no file", "sqlite:FILE", "export");
        uri = "papyrus:";
        assertThat(run("export")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is no journal 'papyrus:'", "sqlite:FILE");
    }

    @Test
    void aJournalIsCheckedSavedAndRestored() throws Exception {
        Path saved = folder.resolve("saved.db");
        try (Journal journal = Journals.open(uri)) {
            say(journal, "hello");
            assertThat(run("check")).as(errors()).isZero();
            assertThat(said().strip()).isEqualTo("journal " + uri + " is intact: 1 message");
            refused("is in use by another server", "stop that one", "salvage", saved.toString());
        }
        assertThat(run("salvage", saved.toString())).as(errors()).isZero();
        assertThat(said().strip()).isEqualTo("1 of 1 message saved to " + saved);
        assertThat(run("restore", saved.toString())).as(errors()).isZero();
        assertThat(said())
                .startsWith("journal " + uri + " restored from " + saved)
                .contains("chat.db-before-");
        assertThat(run("export")).as(errors()).isZero();
        assertThat(said()).contains("\"text\":\"hello\"");
        byte[] bytes = Files.readAllBytes(folder.resolve("chat.db"));
        Files.write(folder.resolve("chat.db"), Arrays.copyOf(bytes, bytes.length / 2 / 4096 * 4096));
        refused("chat.db is damaged", "serve salvage saved.db --journal " + uri, "check");
        for (String command : new String[] {"backup", "salvage"}) {
            assertThat(run(command, "-")).isEqualTo(ExitCode.USAGE);
            assertThat(errors()).contains("cannot be written to standard output");
        }
        assertThat(Path.of("-")).doesNotExist();
        refused("there is no backup at none.db", "serve backup", "restore", "none.db");
    }

    @Test
    void aFolderOrARoomThatIsMissing() throws Exception {
        try (Journal journal = Journals.open(uri)) {
            say(journal, "hello");
            refused(
                    "there is no folder for",
                    "mkdir",
                    "backup",
                    folder.resolve("none/copy.db").toString());
            refused("there are no messages in #tea", "room's name", "export", "--room", "#tea");
        }
    }

    @Test
    void theBarShowsHowFarItIs() {
        assertThat(ProgressBar.line("export", 0, 8)).isEqualTo("export [" + ".".repeat(40) + "] 0 %");
        assertThat(ProgressBar.line("export", 2, 8)).isEqualTo("export [##########" + ".".repeat(30) + "] 25 %");
        assertThat(ProgressBar.line("export", 0, 0)).endsWith("#] 100 %");
    }

    private int run(String... arguments) {
        printed.clear();
        String[] all = new String[arguments.length + 3];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--journal";
        all[all.length - 1] = uri;
        return Main.run(all);
    }

    private void refused(String sentence, String hint, String... arguments) {
        assertThat(run(arguments)).as(said()).isEqualTo(ExitCode.SOFTWARE);
        String[] lines = errors().split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("error: ").contains(sentence);
        assertThat(lines[1]).startsWith("hint: ").contains(hint);
    }

    private static void say(Journal journal, String text) {
        Party ada = Party.account("ada", "lab");
        CompletableFuture<Entry> safe = new CompletableFuture<>();
        journal.append(
                new Entry.Draft("PRIVMSG", Place.room("#lab"), ada, "ada!a@h", "ada", "#lab", text, Map.of(), null, 0),
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

    private String said() {
        return printed.out();
    }

    private String errors() {
        return printed.err();
    }
}
