package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.IssueLog;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert user}: a person's certificate from the CA. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert user NAME [OPTION...]%n",
        header = {
            "Makes a key and a certificate for a person, signed by the CA of the directory:",
            "NAME.crt and NAME.key.",
            ""
        },
        description = {
            "On a server that trusts the CA, NAME is then the name in the chat, and nobody",
            "else can have it. A name is given once, however it is spelled; gencert renew",
            "gives its holder another key.%n",
            "Options:"
        })
final class GencertUser implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "who it is for")
    private String name = "";

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.of(spec, name);
        new UserIssue(authority, client, user)
                .issue(days.orElse(DaysOption.USER), force, log -> requireFree(user, log), new Report(spec));
        return 0;
    }

    private void requireFree(UserName user, IssueLog log) {
        if (!log.select(user::holds).isEmpty()) {
            throw new Problem(
                    "the name " + user.name() + " has been given already, and stays with its holder",
                    Problem.command("gencert renew" + authority.place().again() + " " + user + client.again()));
        }
        user.requireDistinct(log);
    }
}
