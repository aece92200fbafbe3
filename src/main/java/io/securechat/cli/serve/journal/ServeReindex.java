package io.securechat.cli.serve.journal;

import io.securechat.cli.serve.JournalOption;
import io.securechat.history.store.JournalMaintenance;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve reindex}: rebuilds the search index. */
@Command(
        name = "reindex",
        header = "Rebuild the search index of the journal, while the server is stopped.",
        description = {
            "The index is the file beside the journal whose name ends in -search. A server whose index is "
                    + "missing rebuilds it while it runs."
        })
public final class ServeReindex implements Callable<Integer> {
    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        try (ProgressBar bar = new ProgressBar("reindex")) {
            JournalMaintenance.reindex(journal.uri(), bar);
        }
        System.out.println("search index rebuilt");
        return 0;
    }
}
