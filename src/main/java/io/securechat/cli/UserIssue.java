package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.Authority;
import io.securechat.tls.AuthorityDirectory.Update;
import io.securechat.tls.Identity;
import io.securechat.tls.IssueLog;
import io.securechat.tls.PemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Gives a person a key and a certificate: what {@code gencert user} and {@code gencert renew NAME} have in common. */
record UserIssue(AuthorityOptions options, ClientOptions client, UserName user) {

    /**
     * Issues it.
     *
     * @param overwrite whether files that exist are replaced
     * @param check refuses by a {@link Problem} what the log does not allow
     * @param notes what else the user should know
     */
    void issue(Duration validity, boolean overwrite, Consumer<IssueLog> check, Report report, String... notes) {
        check.accept(options.directory().readLog());
        Authority ca = options.open();
        Identity identity = ca.user(user.name(), validity);
        options.directory().update(overwrite, log -> {
            check.accept(log);
            return new Update(log.with(identity.certificate()), files(identity));
        });
        report.certificate(file(".crt"), identity.certificate()).key(file(".key"));
        Stream.of(notes).forEach(report::line);
        report.end(identity.certificate(), ca.certificate());
        Path authority = options.directory().certificate();
        if (client.isChosen()) {
            report.line(file(".pem") + "  both in one file, for your eyes only");
            report.next("for " + user.name() + ":", client.instructions(user, file(".pem"), authority));
        } else {
            report.next(
                    "hand both files and " + authority + " to " + user.name() + ", who joins with:",
                    Problem.command("join" + joinOptions(authority) + " HOST"));
        }
    }

    /** Where all three files are in the working directory, join finds the other two. */
    private String joinOptions(Path authority) {
        return options.place().isWorkingDirectory()
                ? " --cert " + Shell.word(file(".crt"))
                : Report.options(file(".crt"), file(".key"), authority);
    }

    /** A file that is there for other clients is never left with an old key. */
    private List<PemFile> files(Identity identity) {
        List<PemFile> files = new ArrayList<>(PemFile.of(file(".crt"), file(".key"), identity));
        if (client.isChosen() || Files.exists(file(".pem"))) {
            files.add(PemFile.ofBoth(file(".pem"), identity));
        }
        return files;
    }

    private Path file(String extension) {
        return user.file(options.place().directory(), extension);
    }
}
