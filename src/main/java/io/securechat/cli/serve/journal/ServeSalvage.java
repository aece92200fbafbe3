package io.securechat.cli.serve.journal;

import static java.util.Objects.requireNonNull;

import io.securechat.cli.serve.JournalOption;
import io.securechat.history.salvage.Salvage;
import io.securechat.history.store.JournalRescue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve salvage}: saves what can be read of a damaged journal. */
@Command(
        name = "salvage",
        header = "Save all that can be read of a damaged journal, while the server is stopped.",
        description = {
            "FILE becomes a new journal with the same messages and ids; the damaged one is not changed. FILE must not exist, "
                    + "and only you can read it. serve restore FILE then puts it in the place of the damaged one."
        })
public final class ServeSalvage implements Callable<Integer> {
    private static final Map<String, String> CONTENTS = Map.of(
            "account", "which messages each account has received",
            "inbox", "which private messages each account has received",
            "marker", "read markers",
            "room", "topics and modes of rooms");

    @Parameters(paramLabel = "FILE", description = "The new journal")
    private @Nullable Path file;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        Path target = NewFile.require(requireNonNull(file));
        Salvage.Result result;
        try (ProgressBar bar = new ProgressBar("salvage")) {
            result = JournalRescue.salvage(journal.uri(), target, bar);
        }
        System.out.println(sentence(result) + " to " + target);
        if (result.damaged() > 0) {
            System.out.println(Counted.of(result.damaged(), "damaged row") + " left out");
        }
        if (result.unreadable() > 0) {
            System.out.println(Counted.of(result.unreadable(), "page") + " not readable from the disk");
        }
        List<String> lost = result.lost().stream().map(CONTENTS::get).sorted().toList();
        if (!lost.isEmpty()) {
            System.out.println("incomplete: " + String.join("; ", lost));
        }
        return 0;
    }

    private static String sentence(Salvage.Result result) {
        return result.expected() == 0
                ? Counted.of(result.messages(), "message") + " saved, of an unknown number,"
                : result.messages() + " of " + Counted.of(result.expected(), "message") + " saved";
    }
}
