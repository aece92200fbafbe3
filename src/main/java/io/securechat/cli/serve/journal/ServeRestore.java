package io.securechat.cli.serve.journal;

import static java.util.Objects.requireNonNull;

import io.securechat.cli.serve.JournalOption;
import io.securechat.history.store.JournalRescue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve restore}: puts a backup in the place of the journal. */
@Command(
        name = "restore",
        header = "Put a backup in the place of the journal, while the server is stopped.",
        description = {
            "COPY is a file of serve backup or serve salvage; it is checked, and not changed. The present journal is kept beside "
                    + "the restored one under another name, which is printed. The server rebuilds its search index."
        })
public final class ServeRestore implements Callable<Integer> {
    @Parameters(paramLabel = "COPY", description = "The backup")
    private @Nullable Path copy;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        Path backup = requireNonNull(copy);
        Optional<Path> former;
        try (ProgressBar bar = new ProgressBar("restore")) {
            former = JournalRescue.restore(backup, journal.uri(), LocalDateTime.now(ZoneId.systemDefault()), bar);
        }
        System.out.println("journal " + journal.uri() + " restored from " + backup);
        former.ifPresent(kept -> System.out.println("the former journal is kept as " + kept));
        return 0;
    }
}
