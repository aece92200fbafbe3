package io.securechat.cli.serve.journal;

import io.securechat.SafeText;
import io.securechat.cli.serve.JournalOption;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.Sqlite;
import io.securechat.history.store.JournalRescue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve check}: looks for damage in the journal. */
@Command(
        name = "check",
        header = "Check the journal for damage, also while a server uses it.",
        description = {
            "Reads all of the journal. A damaged one is described in up to 20 lines on standard output, with exit code 1. "
                    + "A backup can be checked in the same way: --journal sqlite:FILE."
        })
public final class ServeCheck implements Callable<Integer> {
    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() {
        List<String> findings = JournalRescue.check(journal.uri());
        findings.forEach(finding -> System.out.println(SafeText.of(finding)));
        if (!findings.isEmpty()) {
            throw Sqlite.damaged(JournalFile.of(journal.uri()).path());
        }
        System.out.println("journal " + journal.uri() + " is intact: "
                + Counted.of(JournalRescue.entries(journal.uri()), "message"));
        return 0;
    }
}
