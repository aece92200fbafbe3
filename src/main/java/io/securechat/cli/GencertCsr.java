package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.tls.PemFiles;
import io.securechat.tls.SigningRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert csr}: a key that never leaves its owner, and the request for a certificate. */
@Command(
        name = "csr",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert csr NAME [OPTION...]%n",
        header = {"Makes a key and asks a CA for its certificate: NAME.key and NAME.csr.", ""},
        description = {
            "For those who make their own key: it never leaves this machine, and no CA is",
            "needed here. Who runs the CA answers with gencert sign NAME.csr.%n",
            "Options:"
        })
final class GencertCsr implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "the name that you ask for")
    private String name = "";

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.of(spec, name);
        Path request = user.file(place.directory(), ".csr");
        Path key = user.file(place.directory(), ".key");
        PemFiles.write(SigningRequest.make(user.name(), request, key), force);
        new Report(spec)
                .line(request + "  the request: send it to whoever runs the CA")
                .key(key)
                .next(
                        "whoever runs the CA types this, and sends you the .crt file and ca.crt:",
                        Problem.command("gencert sign " + Shell.word(String.valueOf(request.getFileName()))));
        return 0;
    }
}
