package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.history.JournalMaintenance;
import io.securechat.irc.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve export}: what was said, for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar serve export [FILE] [OPTION...]%n",
        header = {"Prints what was said, one JSON object on a line, oldest first.", ""},
        description = {
            "Private conversations are in it. FILE must not exist, and only you can read it;",
            "without FILE it goes to standard output. A server may use the journal meanwhile.%n",
            "Options:"
        })
final class ServeExport implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "where to")
    private @Nullable Path file;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only what was said in this room.")
    private @Nullable String room;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        if (room != null
                && !Names.isChannel(room.replaceFirst(",\\d+$", ""))) { // a later room of the same name: #lab,1
            throw UsageException.invalid(spec, "--room", room, "use a name such as '#lobby'");
        }
        try (ProgressBar bar = new ProgressBar("export")) {
            if (file != null) {
                JournalMaintenance.export(journal.uri(), room, file, bar);
            } else {
                JournalMaintenance.export(journal.uri(), room, System.out, (done, total) -> {
                    checkReader();
                    bar.at(done, total);
                });
                checkReader();
            }
        }
        return 0;
    }

    private static void checkReader() {
        if (System.out.checkError()) {
            throw new Problem(
                    "the export cannot be written: nobody reads it, or the disk is full", "name a FILE for it");
        }
    }
}
