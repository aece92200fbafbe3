package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.AuthorityDirectory.Update;
import io.securechat.tls.IssueLog;
import io.securechat.tls.PemFile;
import io.securechat.tls.SigningRequest;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert sign}: the CA's answer to a signing request. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert sign FILE [OPTION...]%n",
        header = {"Signs the request of somebody who has made the key: NAME.crt.", ""},
        description = {
            "Only the name and the key of the request count, all else is as the CA always",
            "does it. See to it that the request comes from whom it names.%n",
            "Options:"
        })
final class GencertSign implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the request, NAME.csr")
    private Path file = Path.of("");

    @Mixin
    private AuthorityOptions authority = new AuthorityOptions();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(names = "--renew", description = "the name has had a certificate before; replace it")
    private boolean renew;

    @Option(names = "--force", description = "replace NAME.crt if it exists")
    private boolean force;

    @Override
    public Integer call() {
        Duration validity = days.orElse(DaysOption.USER);
        SigningRequest request = SigningRequest.read(file);
        UserName user = UserName.of(request.name());
        AuthorityDirectory directory = authority.directory();
        check(user, directory.readLog());
        Authority ca = authority.open();
        X509Certificate certificate = ca.sign(request, validity);
        Path target = user.file(authority.place().directory(), ".crt");
        directory.update(force || renew, log -> {
            check(user, log);
            return new Update(log.with(certificate), List.of(PemFile.of(target, List.of(certificate))));
        });
        new Report(spec)
                .certificate(target, certificate)
                .end(certificate, ca.certificate())
                .next("send " + target + " and " + directory.certificate() + " back to " + user.name() + ".");
        return 0;
    }

    private void check(UserName user, IssueLog log) {
        boolean given = !log.select(user::holds).isEmpty();
        String command = "gencert sign" + authority.place().again();
        if (given && !renew) {
            throw new Problem(
                    "the name " + user.name() + " has been given already, and stays with its holder",
                    "if its holder asks: " + Problem.command(command + " --renew " + Shell.word(file)));
        }
        if (renew && !given) {
            throw new Problem(
                    "the CA has never given the name " + user.name(),
                    Problem.command(command + " " + Shell.word(file)));
        }
        if (!given) {
            user.requireDistinct(log);
        }
    }
}
