package io.securechat.cli.serve.journal;

import io.securechat.Problem;
import io.securechat.cli.serve.JournalOption;
import io.securechat.cli.terminal.UsageException;
import io.securechat.history.store.JournalMaintenance;
import io.securechat.irc.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve export}: prints all messages for other programs. */
@Command(
        name = "export",
        header = "Print all messages, one JSON object per line, oldest first.",
        description = {
            "The output includes private messages. FILE must not exist, and only you can read it; without "
                    + "FILE, or with -, the output goes to standard output. A server may be running. The export of a "
                    + "damaged journal may be incomplete, and ends with exit code 1; serve salvage saves more."
        })
public final class ServeExport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The output file")
    private @Nullable Path file;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only the messages of this room")
    private @Nullable String room;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        if (room != null
                && !Names.isChannel(room.replaceFirst(",\\d+$", ""))) { // a later room of the same name: #lab,1
            throw UsageException.invalid("--room", room, "use a name such as '#lobby'");
        }
        try (ProgressBar bar = new ProgressBar("export")) {
            if (file != null && !file.equals(NewFile.STANDARD_OUTPUT)) {
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
                    "cannot write the export: its reader has ended, or the disk is full",
                    "use FILE instead of standard output");
        }
    }
}
