package io.securechat.cli.gencert.command;

import io.securechat.Shell;
import io.securechat.cli.gencert.AuthorityOptions;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.Issuer;
import io.securechat.cli.gencert.UserName;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SigningRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert sign}: signs a certificate signing request. */
@Command(
        name = "sign",
        header = "Sign a certificate signing request: NAME.crt.",
        description = {
            "Only the name and the key are taken from the request; everything else is as in all certificates "
                    + "of the CA. Make sure that the request comes from the user whom it names."
        })
public final class GencertSign implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The request, NAME.csr")
    private Path file = Path.of("");

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--renew", description = "Issue a new certificate for a name that already has one")
    private boolean renew;

    @Option(names = "--force", description = "Replace NAME.crt if it exists")
    private boolean force;

    @Override
    public Integer call() {
        Duration validity = days.orElse(DaysOption.USER);
        SigningRequest request = SigningRequest.read(file);
        UserName user = UserName.of(request.name());
        new Issuer(authority).sign(user, request, validity, force || renew, log -> check(user, log));
        return 0;
    }

    private void check(UserName user, IssueLog log) {
        String command = "gencert sign" + authority.place().again();
        String request = " " + Shell.word(file);
        if (renew) {
            user.requireIssued(log, command + request);
        } else {
            user.requireFree(log, command + " --renew" + request);
        }
    }
}
