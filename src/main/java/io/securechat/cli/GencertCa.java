package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Shell;
import io.securechat.tls.AuthorityDirectory;
import io.securechat.tls.Identity;
import io.securechat.tls.SelfSigned;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gencert ca}: makes a CA. */
@Command(
        name = "ca",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        sortOptions = false,
        customSynopsis = "java -jar securechat.jar gencert ca [OPTION...]%n",
        header = {"Makes a CA, which gives certificates to servers and people: ca.crt and ca.key.", ""},
        description = {
            "A server that trusts ca.crt lets in everybody whom the CA has given a",
            "certificate, and believes the names in them. Keep ca.key safe: who has it can",
            "be anybody. With a passphrase it is encrypted; on a terminal you are asked",
            "for one.%n",
            "Options:"
        })
final class GencertCa implements Callable<Integer> {
    private static final int LONGEST_NAME = 64;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "what it is called (default: securechat CA and six random digits)")
    private @Nullable String name;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "encrypt ca.key with the passphrase in its first line, and ask for none")
    private @Nullable Path passphraseFile;

    @Override
    public Integer call() {
        String chosen = name == null ? newName() : name;
        if (chosen.isBlank() || chosen.length() > LONGEST_NAME || !SafeText.isVisible(chosen)) {
            throw UsageException.invalid(spec, "--name", chosen, "use 1 to 64 visible characters");
        }
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), days.orElse(DaysOption.CA));
        AuthorityDirectory directory = new AuthorityDirectory(place.directory());
        directory.requireNone();
        char[] passphrase = new NewPassphrase(passphraseFile, "Passphrase for ca.key (empty for none): ").get();
        Identity ca = maker.authority(chosen);
        directory.create(ca, passphrase.length == 0 ? null : passphrase);
        Arrays.fill(passphrase, '\0');
        print(directory, ca, passphrase.length > 0);
        return 0;
    }

    private void print(AuthorityDirectory directory, Identity ca, boolean encrypted) {
        Report report = new Report(spec);
        report.certificate(directory.certificate(), ca.certificate()).key(directory.key());
        if (!encrypted) {
            String key = Shell.word(directory.key());
            String copy = Shell.word(directory.key() + ".new");
            report.line("note: the key is not encrypted; this asks for a passphrase and encrypts it:")
                    .line("    openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in " + key + " -out " + copy
                            + " && mv " + copy + " " + key);
        }
        report.next(
                "a certificate for the server and one for each person:",
                Problem.command("gencert server" + place.again() + " HOST"),
                Problem.command("gencert user" + place.again() + " NAME"));
    }

    /** A server may trust several CAs, and needs to tell them apart. */
    private static String newName() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "securechat CA " + HexFormat.of().formatHex(random);
    }
}
