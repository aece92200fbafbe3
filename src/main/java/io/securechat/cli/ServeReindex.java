package io.securechat.cli;

import io.securechat.history.JournalMaintenance;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve reindex}: the search index anew. */
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar serve reindex [OPTION...]%n",
        header = {"Makes the search index of the journal anew, while no server uses it.", ""},
        description = {
            "It is the file beside the journal whose name ends in -search. A server that",
            "misses it does the same while it runs.%n",
            "Options:"
        })
final class ServeReindex implements Callable<Integer> {
    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        try (ProgressBar bar = new ProgressBar("reindex")) {
            JournalMaintenance.reindex(journal.uri(), bar);
        }
        System.out.println("the search index is complete");
        return 0;
    }
}
