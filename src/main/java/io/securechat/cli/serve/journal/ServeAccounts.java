package io.securechat.cli.serve.journal;

import io.securechat.cli.serve.JournalOption;
import io.securechat.history.Party;
import io.securechat.history.store.JournalAccounts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve accounts}: lists the accounts of a journal. */
@Command(
        name = "accounts",
        header = "List the accounts in the journal, and the CA that each is bound to.",
        description = {
            "An account is a name from one CA. CAs are identified by the SHA-256 of their public key. A CA made by gencert ca "
                    + "--next has the identifier of the CA that it succeeds. Accounts of another CA are moved by serve "
                    + "accounts move."
        })
public final class ServeAccounts implements Callable<Integer> {
    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() {
        for (Party account : new JournalAccounts(journal.uri()).list()) {
            System.out.printf("%-32s %s%n", account.name(), account.proof());
        }
        return 0;
    }
}
