package io.securechat.cli;

import static java.util.Objects.requireNonNull;

import io.securechat.history.JournalMaintenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve backup}: a copy of the journal while the server runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar serve backup FILE [OPTION...]%n",
        header = {"Copies the journal as it is at this moment, also while a server uses it.", ""},
        description = {
            "FILE must not exist, and only you can read it. It is a whole journal, which",
            "serve --journal sqlite:FILE opens.%n",
            "Options:"
        })
final class ServeBackup implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the copy")
    private @Nullable Path file;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        Path copy = requireNonNull(file);
        try (ProgressBar bar = new ProgressBar("backup")) {
            JournalMaintenance.backup(journal.uri(), copy, bar);
        }
        System.out.println("the journal is copied to " + copy);
        return 0;
    }
}
