package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.gencert.UserName;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.Pkcs12;
import io.securechat.tls.x509.Identity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gencert p12}: packs a user's key and certificates into one file for a phone. */
@Command(
        name = "p12",
        header = "Pack NAME.key, NAME.crt and the CA's certificate into NAME.p12, for phones.",
        description = {
            "The file is encrypted with a passphrase, which the phone asks for. Without --passphrase-file "
                    + "you are prompted for one."
        })
public final class GencertPkcs12 implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User whose key and certificate are packed")
    private String name = "";

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase for NAME.p12 in its first line")
    private @Nullable Path passphraseFile;

    @Option(names = "--force", description = "Replace NAME.p12 if it exists")
    private boolean force;

    @Override
    public Integer call() {
        UserName user = UserName.ofArgument(name);
        Path certificate = user.file(place.directory(), ".crt");
        Path key = user.file(place.directory(), ".key");
        Path packed = user.file(place.directory(), ".p12");
        Identity identity = PemFiles.readIdentity(certificate, key, new Passphrase(null, key));
        List<X509Certificate> authorities = new AuthorityDirectory(place.directory()).readCertificates();
        char[] passphrase = Passphrase.choose(passphraseFile, "Passphrase for " + packed + ": ");
        if (passphrase.length == 0) {
            throw new Problem(
                    "there is no passphrase for " + packed,
                    "write one to a file that only you can read, and use --passphrase-file FILE");
        }
        PemFiles.write(List.of(Pkcs12.file(packed, user.name(), identity, authorities, passphrase)), force);
        Arrays.fill(passphrase, '\0');
        new IssueReport()
                .line(packed + "  key and certificates, encrypted")
                .next("copy the file to the phone and open it there; send the passphrase over another channel.");
        return 0;
    }
}
