package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.Identity;
import io.securechat.tls.PemFiles;
import io.securechat.tls.Pkcs12;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gencert p12}: a user's key and certificates in one file for a telephone. */
@Command(
        name = "p12",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert p12 NAME [OPTION...]%n",
        header = {"Packs NAME.key, NAME.crt and the CA's certificate into NAME.p12, for telephones.", ""},
        description = {
            "The file is encrypted with a passphrase that the telephone asks for. Without",
            "--passphrase-file you are asked to choose it.%n",
            "Options:"
        })
final class GencertPkcs12 implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "whose key and certificate")
    private String name = "";

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "has the passphrase for NAME.p12 in its first line")
    private @Nullable Path passphraseFile;

    @Option(names = "--force", description = "replace NAME.p12 if it exists")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.of(spec, name);
        Path certificate = user.file(place.directory(), ".crt");
        Path key = user.file(place.directory(), ".key");
        Path packed = user.file(place.directory(), ".p12");
        Identity identity = PemFiles.readIdentity(certificate, key, new Passphrase(null, key));
        X509Certificate ca = new AuthorityDirectory(place.directory()).readCertificate();
        char[] passphrase = new NewPassphrase(passphraseFile, "Passphrase for " + packed + ": ").get();
        if (passphrase.length == 0) {
            throw new Problem(
                    "there is no passphrase for " + packed,
                    "put one into a file that only you can read, and name it with --passphrase-file FILE");
        }
        PemFiles.write(List.of(Pkcs12.file(packed, user.name(), identity, List.of(ca), passphrase)), force);
        Arrays.fill(passphrase, '\0');
        new Report(spec)
                .line(packed + "  key and certificates, encrypted")
                .next("bring the file to the telephone and open it there; tell the passphrase in another way.");
        return 0;
    }
}
