package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Shell;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.cli.terminal.UsageException;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.x509.Identity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gencert ca}: creates a CA. */
@Command(
        name = "ca",
        header = "Create a CA, which issues certificates to servers and users: ca.crt and ca.key.",
        description = {
            "A server that trusts ca.crt accepts every user whose certificate the CA has issued, and "
                    + "believes the name in it. Keep ca.key secret: with it, anyone can impersonate any user. A "
                    + "passphrase encrypts it; at a terminal you are prompted for one."
        })
public final class GencertCa implements Callable<Integer> {
    private static final int LONGEST_NAME = 64;

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name of the CA (default: securechat CA and six random hexadecimal digits)")
    private @Nullable String name;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase for ca.key in its first line")
    private @Nullable Path passphraseFile;

    @Override
    public Integer call() {
        String chosen = name == null ? newName() : name;
        if (chosen.isBlank() || chosen.length() > LONGEST_NAME || !SafeText.isVisible(chosen)) {
            throw UsageException.invalid("--name", chosen, "use 1 to 64 visible characters");
        }
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), days.orElse(DaysOption.CA));
        AuthorityDirectory directory = new AuthorityDirectory(place.directory());
        directory.requireNone();
        char[] passphrase = Passphrase.choose(passphraseFile, "Passphrase for ca.key (empty for none): ");
        Identity ca = maker.authority(chosen);
        directory.create(ca, passphrase.length == 0 ? null : passphrase);
        Arrays.fill(passphrase, '\0');
        print(directory, ca, passphrase.length > 0);
        return 0;
    }

    private void print(AuthorityDirectory directory, Identity ca, boolean encrypted) {
        IssueReport report = new IssueReport();
        report.certificate(directory.certificate(), ca.certificate()).key(directory.key());
        if (!encrypted) {
            String key = Shell.word(directory.key());
            String copy = Shell.word(directory.key() + ".new");
            report.line("note: the key is not encrypted; to encrypt it with a passphrase:")
                    .line("    openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in " + key + " -out " + copy
                            + " && mv " + copy + " " + key);
        }
        report.next(
                "issue a certificate for the server and one for each user:",
                Problem.command("gencert server" + place.again() + " HOST"),
                Problem.command("gencert user" + place.again() + " NAME"));
    }

    /** Returns a name with a random part: a server may trust several CAs, and must tell them apart. */
    private static String newName() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "securechat CA " + HexFormat.of().formatHex(random);
    }
}
