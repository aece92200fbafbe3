package io.securechat.cli.serve.journal;

import static java.util.Objects.requireNonNull;

import io.securechat.cli.serve.JournalOption;
import io.securechat.history.store.JournalMaintenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve backup}: copies the journal. */
@Command(
        name = "backup",
        header = "Copy the journal, also while a server uses it.",
        description = {
            "The copy is a complete journal: serve --journal sqlite:FILE opens it. FILE must not exist, and "
                    + "only you can read it."
        })
public final class ServeBackup implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The copy")
    private @Nullable Path file;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        Path copy = NewFile.require(requireNonNull(file));
        try (ProgressBar bar = new ProgressBar("backup")) {
            JournalMaintenance.backup(journal.uri(), copy, bar);
        }
        System.out.println("journal copied to " + copy);
        return 0;
    }
}
