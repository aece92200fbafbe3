package io.securechat.cli.gencert.command;

import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.ClientOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.Issuer;
import io.securechat.cli.gencert.MemberList;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gencert users}: issues keys and certificates for all users of a list. */
@Command(
        name = "users",
        header = "Issue keys and certificates for all users in a CSV file.",
        description = {
            "The names are in the column \"name\", or in the only column. All names are "
                    + "checked before the first certificate is issued. Users who have a certificate are skipped, so that the "
                    + "command can be repeated after an interruption, and with a list to which names were added."
        })
public final class GencertUsers implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "CSV file in UTF-8")
    private Path file = Path.of("");

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() {
        MemberList list = MemberList.read(file);
        new Issuer(authority).users(list, client, days.orElse(DaysOption.USER));
        return 0;
    }
}
