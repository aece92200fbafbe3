package io.securechat.cli.gencert.command;

import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.ClientOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.Issuer;
import io.securechat.cli.gencert.UserName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert user}: issues a key and a certificate for a user. */
@Command(
        name = "user",
        header = "Issue a key and a certificate for a user: NAME.key and NAME.crt.",
        description = {
            "On a server that trusts the CA, NAME is the user's name, and nobody else can have it. A name is "
                    + "issued once, in any spelling; gencert renew issues its holder a new key and certificate."
        })
public final class GencertUser implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name of the user")
    private String name = "";

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--force", description = "Replace existing files")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.ofArgument(name);
        String renew = "gencert renew" + authority.place().again() + " " + user + client.again();
        new Issuer(authority)
                .user(user, client, days.orElse(DaysOption.USER), force, log -> user.requireFree(log, renew));
        return 0;
    }
}
