package io.securechat.cli.serve.journal;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.serve.JournalOption;
import io.securechat.cli.terminal.UsageException;
import io.securechat.history.store.JournalAccounts;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CertificateName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serve accounts move}: gives the accounts of a lost CA to a new one. */
@Command(
        name = "move",
        header = "Move all accounts from one CA to another, while the server is stopped.",
        description = {
            "For a CA whose key is lost, so that it cannot appoint a successor with gencert ca --next. The names of the new "
                    + "CA then have the messages, read markers and room rights of the same names of the old one. Make a backup "
                    + "first: nothing separates the accounts again."
        })
public final class ServeAccountsMove implements Callable<Integer> {
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{64}");

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "The certificate of the old CA, or its identifier in the list of serve accounts")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The certificate of the new CA, or its identifier")
    private String to = "";

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        String old = authority(from);
        String next = authority(to);
        if (old.equals(next)) {
            throw new UsageException(new Problem(
                    "'" + from + "' and '" + to + "' are the same CA, or one succeeds the other",
                    "name the old CA first, and then the new one"));
        }
        int moved = new JournalAccounts(journal.uri()).move(old, next);
        if (moved == 0) {
            throw new Problem(
                    "the journal has no accounts of the CA '" + from + "'",
                    "list them: " + Problem.command("serve accounts --journal " + Shell.word(journal.uri())));
        }
        System.out.println(moved + (moved == 1 ? " account" : " accounts") + " moved");
        return 0;
    }

    private static String authority(String text) {
        return IDENTIFIER.matcher(text).matches()
                ? text.toLowerCase(Locale.ROOT)
                : CertificateName.authority(
                        PemFiles.readCertificates(Path.of(text)).get(0));
    }
}
