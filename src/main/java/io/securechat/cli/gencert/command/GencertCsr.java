package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.gencert.UserName;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert csr}: creates a key, which never leaves its owner, and a certificate signing request. */
@Command(
        name = "csr",
        header = "Create a key and a certificate signing request: NAME.key and NAME.csr.",
        description = {
            "The key never leaves this machine, and the CA need not be on it. The administrator of the CA "
                    + "signs the request with gencert sign NAME.csr."
        })
public final class GencertCsr implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name to request")
    private String name = "";

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(names = "--force", description = "Replace existing files")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.ofArgument(name);
        Path request = user.file(place.directory(), ".csr");
        Path key = user.file(place.directory(), ".key");
        PemFiles.write(SigningRequest.make(user.name(), request, key), force);
        new IssueReport()
                .line(request + "  the signing request; send it to the administrator of the CA")
                .key(key)
                .next(
                        "the administrator signs it, and sends you the .crt file and ca.crt:",
                        Problem.command("gencert sign " + Shell.word(String.valueOf(request.getFileName()))));
        return 0;
    }
}
